{#- Whole seconds from one instant to another, as a bigint. -#}
{% macro seconds_between(earlier, later) -%}
    cast({{ dbt.datediff(earlier, later, 'second') }} as bigint)
{%- endmacro %}
