{#- How many of `5 annually`: 5. -#}
{% macro limit_count(limit) -%}
    cast(split_part({{ limit }}, ' ', 1) as integer)
{%- endmacro %}
