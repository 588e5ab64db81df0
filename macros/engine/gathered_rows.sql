{#- These columns of a CTE that unites many rows, gathered before they are written. -#}
{% macro gathered_rows(united, columns) -%}
    {{ gathered('select ' ~ columns | join(', ') ~ ' from ' ~ united) }}
{%- endmacro %}
