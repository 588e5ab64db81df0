{#- Where the steps of a closure stand: beside the model; on DuckDB among the temporary
    tables, where they cost no disk and a killed run leaves none. -#}
{% macro closure_desk(target) -%}
    {{ return(adapter.dispatch('closure_desk')(target)) }}
{%- endmacro %}

{% macro default__closure_desk(target) -%}
    {{ return(target) }}
{%- endmacro %}

{% macro duckdb__closure_desk(target) -%}
    {{ return(api.Relation.create(
        database='temp', schema='main', identifier=target.identifier
    )) }}
{%- endmacro %}
