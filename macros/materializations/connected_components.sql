{#- The exact groups of a graph of any shape. The model's SQL lists links (left_key,
    right_key; a lone node is linked to itself); the table says who belongs together
    (record_key, component_id = the smallest key of the group).

    One real table a step, `create table as` and `drop` only, so it runs anywhere. Steps
    stand beside the model as <model>__step_<n> and are dropped at the start (what a
    killed run left) and at the end. -#}
{% materialization connected_components, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set finished = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, 'table') -%}
    {%- do drop_closure_steps(target) -%}
    {%- do drop_relation_if_exists(load_cached_relation(finished)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- set links = closure_step(target, 'links_0',
        'select left_key, right_key from (' ~ sql ~ ') as links'
    ) -%}
    {%- set labels = contract_links(target, links, 0) -%}
    {#- A root has no label of its own, and neither has a node that is linked to itself
        only. -#}
    {% call statement('main') -%}
        {{ create_table_as(False, finished,
            'select node_key as record_key, root_key as component_id from ' ~ labels
            ~ ' union all select root_key, root_key from ' ~ labels ~ ' group by root_key'
            ~ ' union all select links.left_key, links.left_key from ' ~ links ~ ' as links'
            ~ ' left join (select node_key as known_key from ' ~ labels
            ~ ' union all select root_key from ' ~ labels ~ ' group by root_key) as known'
            ~ ' on links.left_key = known.known_key'
            ~ ' where links.left_key = links.right_key and known.known_key is null'
            ~ ' group by links.left_key'
        ) }}
    {%- endcall %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none -%}
        {%- do adapter.rename_relation(existing, backup) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(finished, target) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {%- do drop_relation_if_exists(backup) -%}
    {%- do drop_closure_steps(target) -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
