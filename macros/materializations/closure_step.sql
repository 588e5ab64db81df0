{#- Writes one step of a closure as a table beside the model, as a temporary one where
    the model's place is DuckDB's `temp`; returns its relation. -#}
{% macro closure_step(target, name, sql) -%}
    {%- set step = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__step_' ~ name, type='table'
    ) -%}
    {%- do run_query('drop table if exists ' ~ step) -%}
    {%- set kind = 'temporary table ' if target.database == 'temp' else 'table ' -%}
    {%- do run_query('create ' ~ kind ~ step ~ ' as ' ~ sql) -%}
    {{ return(step) }}
{%- endmacro %}
