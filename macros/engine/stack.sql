{#- Union all of CTEs by an explicit list of columns, so that order never matters. -#}
{% macro stack(tables, columns) -%}
    {%- for table in tables %}
    select {{ columns | join(', ') }} from {{ table }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
