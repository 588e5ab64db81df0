{#- In a group, the last value that is not null by a number that ranks its rows. -#}
{% macro newest_value(column, rank_column) -%}
    {{ return(adapter.dispatch('newest_value', 'stammkunde')(column, rank_column)) }}
{%- endmacro %}

{% macro default__newest_value(column, rank_column) -%}
    arg_max({{ column }}, case when {{ column }} is not null then {{ rank_column }} end)
{%- endmacro %}

{% macro spark__newest_value(column, rank_column) -%}
    max_by({{ column }}, case when {{ column }} is not null then {{ rank_column }} end)
{%- endmacro %}
