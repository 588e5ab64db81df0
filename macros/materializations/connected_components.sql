{#- The exact groups of a graph of any shape. The model's SQL lists links (left_key,
    right_key; a lone node is linked to itself); the table says who belongs together
    (record_key, component_id = the smallest key of the group).

    One real table a step, `create table as` and `drop` only, so it runs anywhere. Steps
    stand where closure_desk says, as <model>__step_<n>, and are dropped at the start
    (what a killed run left) and at the end. -#}
{% materialization connected_components, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set desk = closure_desk(target) -%}
    {%- set finished = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, 'table') -%}
    {%- do drop_closure_steps(target) -%}
    {%- do drop_relation_if_exists(load_cached_relation(finished)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- set groups = closed_links(desk, sql) -%}
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
