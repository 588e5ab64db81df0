{#- The calendar day of a UTC instant in the project's zone. -#}
{% macro business_date(column) -%}
    {{ return(adapter.dispatch('business_date', 'stammkunde')(column)) }}
{%- endmacro %}

{% macro default__business_date(column) -%}
    cast(
        timezone('{{ var("time_zone") }}', timezone('UTC', {{ column }})) as date
    )
{%- endmacro %}

{% macro spark__business_date(column) -%}
    cast(from_utc_timestamp({{ column }}, '{{ var("time_zone") }}') as date)
{%- endmacro %}
