{#- The SQL of rows about to be appended to a history, and on DuckDB its new note: they,
    and those that the erased leave, are noted as a kept table's changes are, so that kept
    tables may read the history. -#}
{% macro noted_rows(target, sql) -%}
    {{ return(adapter.dispatch('noted_rows')(target, sql)) }}
{%- endmacro %}

{% macro default__noted_rows(target, sql) -%}
    {{ return({'sql': sql}) }}
{%- endmacro %}

{% macro duckdb__noted_rows(target, sql) -%}
    {#- The moment only stamps new rows: it makes none. -#}
    {%- set plan = kept_plan(target, sql | replace(as_of(), '')) -%}
    {%- if plan.is_still -%}
        {{ return({'sql': 'select * from ' ~ target ~ ' limit 0'}) }}
    {%- endif -%}
    {%- set note = {'life': invocation_id, 'version': 1} -%}
    {%- do note.update({'digest': plan.digest, 'seen': plan.seen}) -%}
    {%- set told = model.config.meta.tells | join(', ') -%}
    {#- Whoever read an empty table reads all of the first rows, so none is noted. -#}
    {%- if plan.is_anew or plan.known.rows == 0 -%}
        {%- do open_transaction() -%}
        {%- do run_query(
            'create or replace table ' ~ kept_changes(target)
            ~ ' as select cast(0 as bigint) as version, ' ~ told ~ ' from ' ~ target
            ~ ' limit 0'
        ) -%}
        {%- for forgotten in [forgotten_rows(target)] if forgotten -%}
            {%- do run_query(forgotten.taken_out) -%}
        {%- endfor -%}
        {{ return({'sql': sql, 'note': note}) }}
    {%- endif -%}
    {%- set rows = closure_step(plan.desk, 'new_rows',
        noted_cut(target, plan, sql) if model.config.meta.get('ties') else sql
    ) -%}
    {%- set news = 'select distinct ' ~ told ~ ' from ' ~ rows -%}
    {%- set forgotten = forgotten_rows(target)
        if 'int_identity_erased' in plan.moved else {} -%}
    {%- if forgotten -%}
        {%- set news = closure_step(plan.desk, 'told_rows',
            news ~ ' union select ' ~ told ~ ' from ' ~ target ~ ' where ' ~ forgotten.are
        ) -%}
        {%- set news = 'select * from ' ~ news -%}
    {%- endif -%}
    {%- set more = kept_count(plan.desk, '(' ~ news ~ ') as news') -%}
    {%- do note.update({
        'life': plan.known.life, 'version': plan.known.version + (1 if more > 0 else 0)
    }) -%}
    {%- if more > 0 -%}
        {% call statement('told') -%}
            {{ kept_told(target, note.version, news) }};
            {{ forgotten.get('taken_out', '') }}
        {%- endcall %}
    {%- endif -%}
    {{ return({'sql': 'select * from ' ~ rows, 'note': note}) }}
{%- endmacro %}
