{#- An instant moved by whole minutes; null when either is null. -#}
{% macro add_minutes(column, minutes) -%}
    cast({{ dbt.dateadd('minute', minutes, column) }} as timestamp)
{%- endmacro %}
