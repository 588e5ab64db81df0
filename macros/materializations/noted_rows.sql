{#- The SQL of rows about to be appended to a history; on DuckDB they are noted as a
    kept table's changes are, so that kept tables may read the history. -#}
{% macro noted_rows(target, sql) -%}
    {{ return(adapter.dispatch('noted_rows')(target, sql)) }}
{%- endmacro %}

{% macro default__noted_rows(target, sql) -%}
    {{ return(sql) }}
{%- endmacro %}

{% macro duckdb__noted_rows(target, sql) -%}
    {%- set rows = closure_step(closure_desk(target), 'new_rows', sql) -%}
    {%- set known = kept_notes(target.database).get(
        target.schema ~ '.' ~ target.identifier, {}
    ) -%}
    {%- set before = run_query('select count(*) from ' ~ target).rows[0][0] | int -%}
    {%- set more = run_query('select count(*) from ' ~ rows).rows[0][0] | int -%}
    {%- set note = {
        'life': known.get('life', ''), 'version': known.get('version', 1)
    } -%}
    {%- do open_transaction() -%}
    {%- set told = model.config.meta.tells | join(', ') -%}
    {%- if known.get('rows') != before -%}
        {%- do note.update({'life': invocation_id, 'version': 1}) -%}
        {%- do run_query(
            'create or replace table ' ~ kept_changes(target)
            ~ ' as select cast(0 as bigint) as version, ' ~ told ~ ' from ' ~ rows ~ ' limit 0'
        ) -%}
    {%- elif more > 0 -%}
        {%- do note.update({'version': known.version + 1}) -%}
        {%- do kept_told(
            target, note.version, 'select distinct ' ~ told ~ ' from ' ~ rows
        ) -%}
    {%- endif -%}
    {%- do note.update({'rows': before + more}) -%}
    {%- do run_query(
        'comment on table ' ~ target ~ " is '" ~ tojson({'kept': note}) ~ "'"
    ) -%}
    {{ return('select * from ' ~ rows) }}
{%- endmacro %}
