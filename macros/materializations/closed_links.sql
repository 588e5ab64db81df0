{#- The SQL of the exact groups (record_key, component_id) of the links that some SQL
    lists (left_key, right_key); its steps stand beside the target until they are dropped. -#}
{% macro closed_links(target, sql) -%}
    {%- set links = closure_step(target, 'links_0',
        'select least(left_key, right_key) as left_key, greatest(left_key, right_key)'
        ~ ' as right_key from (' ~ sql ~ ') as links'
    ) -%}
    {%- set labels = contract_links(target, links, 0) -%}
    {#- A root has no label of its own, and neither has a node that is linked to itself
        only. -#}
    {{ return(
        'select node_key as record_key, root_key as component_id from ' ~ labels
        ~ ' union all select root_key, root_key from ' ~ labels ~ ' group by root_key'
        ~ ' union all select links.left_key, links.left_key from ' ~ links ~ ' as links'
        ~ ' left join (select node_key as known_key from ' ~ labels
        ~ ' union all select root_key from ' ~ labels ~ ' group by root_key) as known'
        ~ ' on links.left_key = known.known_key'
        ~ ' where links.left_key = links.right_key and known.known_key is null'
        ~ ' group by links.left_key'
    ) }}
{%- endmacro %}
