{#- The SQL of the groups (record_key, component_id, weakest_rank) of the links that
    some SQL lists (left_key, right_key, link_rank), where some never come together; its steps
    stand beside the target until they are dropped. -#}
{% macro parted_links(target, sql) -%}
    {%- set groups = part_links(target, closure_step(
        target, 'wanted', 'select left_key, right_key, link_rank from (' ~ sql ~ ') as wanted'
    )) -%}
    {{ return('select record_key, component_id, weakest_rank from ' ~ groups) }}
{%- endmacro %}
