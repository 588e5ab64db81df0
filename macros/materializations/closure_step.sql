{#- Writes one step of a closure as a table beside the model, as a temporary one where
    the model's place is DuckDB's `temp`; returns its relation. -#}
{% macro closure_step(target, name, sql) -%}
    {%- set step = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__step_' ~ name, type='table'
    ) -%}
    {%- if target.database == 'temp' -%}
        {%- call statement('step', auto_begin=False) -%}
            create or replace temporary table {{ step }} as {{ sql }}
        {%- endcall -%}
    {%- else -%}
        {%- do run_query('drop table if exists ' ~ step) -%}
        {%- do run_query('create table ' ~ step ~ ' as ' ~ sql) -%}
    {%- endif -%}
    {{ return(step) }}
{%- endmacro %}
