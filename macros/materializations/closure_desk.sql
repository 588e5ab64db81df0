{#- Where the steps of a closure stand: beside the model; on DuckDB among the temporary
    tables of the model's connection, where they cost no disk and go with it, and where
    they wait until somebody asks (closure_told): calls cost more than most steps. -#}
{% macro closure_desk(target) -%}
    {{ return(adapter.dispatch('closure_desk')(target)) }}
{%- endmacro %}

{% macro default__closure_desk(target) -%}
    {{ return(target) }}
{%- endmacro %}

{% macro duckdb__closure_desk(target) -%}
    {{ return(namespace(
        database='temp', schema='main', identifier=target.identifier, waiting=[]
    )) }}
{%- endmacro %}
