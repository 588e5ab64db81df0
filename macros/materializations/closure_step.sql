{#- Writes one step of a closure as a table beside the model; returns its relation. -#}
{% macro closure_step(target, name, sql) -%}
    {%- set step = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__step_' ~ name, type='table'
    ) -%}
    {%- do run_query('drop table if exists ' ~ step) -%}
    {%- do run_query('create table ' ~ step ~ ' as ' ~ sql) -%}
    {{ return(step) }}
{%- endmacro %}
