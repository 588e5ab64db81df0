{#- A condition that always holds, on the numbers of few rows by which many are joined:
    with it DuckDB tells the scan of the many which numbers are asked for (a bloom
    filter), and hardly any other row is read. -#}
{% macro looked_for(column) -%}
    {{ return(adapter.dispatch('looked_for', 'stammkunde')(column)) }}
{%- endmacro %}

{% macro default__looked_for(column) -%}
    hash({{ column }}) is not null
{%- endmacro %}

{% macro spark__looked_for(column) -%}
    {{ column }} is not null
{%- endmacro %}
