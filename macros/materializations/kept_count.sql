{#- How many rows a step at a desk has. -#}
{% macro kept_count(desk, step) -%}
    {{ return(closure_told(desk, 'select count(*) from ' ~ step)[0] | int) }}
{%- endmacro %}
