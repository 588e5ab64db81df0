{#- A date moved by whole months, still a date. -#}
{% macro add_months(column, months) -%}
    cast({{ dbt.dateadd('month', months, column) }} as date)
{%- endmacro %}
