{#- Writes one step of a closure as a table at its desk, or has it wait there; returns
    its relation. -#}
{% macro closure_step(target, name, sql) -%}
    {%- set step = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__step_' ~ name, type='table'
    ) -%}
    {%- if target.waiting is defined -%}
        {%- do target.waiting.append(
            'create or replace temporary table ' ~ step ~ ' as ' ~ sql
        ) -%}
    {%- else -%}
        {%- do run_query('drop table if exists ' ~ step) -%}
        {%- do run_query('create table ' ~ step ~ ' as ' ~ sql) -%}
    {%- endif -%}
    {{ return(step) }}
{%- endmacro %}
