{#- The groups of a graph in which some never come together. The model's SQL lists links
    (left_key, right_key, link_rank: 1 is the strongest, no two alike that may meet) and,
    with an empty link_rank, pairs that never share a group, whatever lies between them.

    The table (record_key, component_id = the smallest key of the group, weakest_rank) is
    what one gets by taking links from the strongest down and refusing each that would
    bring such a pair together; weakest_rank is the weakest link so taken, 0 for none. -#}
{% materialization parted_groups, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set desk = closure_desk(target) -%}
    {%- set finished = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, 'table') -%}
    {%- do drop_closure_steps(target) -%}
    {%- do drop_relation_if_exists(load_cached_relation(finished)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- set groups = parted_links(desk, sql) -%}
    {% call statement('main') -%} {{ create_table_as(False, finished, groups) }} {%- endcall %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none -%}
        {%- do adapter.rename_relation(existing, backup) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(finished, target) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {%- do drop_relation_if_exists(backup) -%}
    {%- do drop_closure_steps(desk) -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
