{#- One row per value of a list of numbers, none for null. -#}
{% macro rows_of(values) -%}
    {{ return(adapter.dispatch('rows_of', 'stammkunde')(values)) }}
{%- endmacro %}

{% macro default__rows_of(values) -%}
    unnest(list_filter(
        [{{ values | join(', ') }}], lambda value: value is not null
    ))
{%- endmacro %}

{% macro spark__rows_of(values) -%}
    explode(filter(array({{ values | join(', ') }}), value -> value is not null))
{%- endmacro %}
