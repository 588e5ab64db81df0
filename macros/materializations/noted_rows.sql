{#- The SQL of rows about to be appended to a history, and on DuckDB its new note: they
    are noted as a kept table's changes are, so that kept tables may read the history. -#}
{% macro noted_rows(target, sql) -%}
    {{ return(adapter.dispatch('noted_rows')(target, sql)) }}
{%- endmacro %}

{% macro default__noted_rows(target, sql) -%}
    {{ return({'sql': sql}) }}
{%- endmacro %}

{% macro duckdb__noted_rows(target, sql) -%}
    {%- set known = kept_notes(target.database).get(
        target.schema ~ '.' ~ target.identifier, {}
    ) -%}
    {%- set before = run_query('select count(*) from ' ~ target).rows[0][0] | int -%}
    {%- set told = model.config.meta.tells | join(', ') -%}
    {#- Whoever read an empty table reads all of the first rows, so none is noted. -#}
    {%- if before == 0 or known.get('rows') != before -%}
        {%- do open_transaction() -%}
        {%- do run_query(
            'create or replace table ' ~ kept_changes(target)
            ~ ' as select cast(0 as bigint) as version, ' ~ told ~ ' from ' ~ target
            ~ ' limit 0'
        ) -%}
        {{ return({'sql': sql, 'note': {'life': invocation_id, 'version': 1}}) }}
    {%- endif -%}
    {%- set rows = closure_step(closure_desk(target), 'new_rows', sql) -%}
    {%- set more = run_query('select count(*) from ' ~ rows).rows[0][0] | int -%}
    {%- set version = known.version + (1 if more > 0 else 0) -%}
    {%- do open_transaction() -%}
    {%- if more > 0 -%}
        {%- do kept_told(
            target, version, 'select distinct ' ~ told ~ ' from ' ~ rows
        ) -%}
    {%- endif -%}
    {{ return({
        'sql': 'select * from ' ~ rows, 'note': {'life': known.life, 'version': version}
    }) }}
{%- endmacro %}
