{#- Writes a kept table as its SQL says, forgets its changes, returns its new note; of a
    table without numbers of its own the note says what it holds (kept_contents). -#}
{% macro kept_anew(target, plan, rows) -%}
    {%- set meta = model.config.meta -%}
    {#- Before the transaction: see kept. -#}
    {%- set waiting = plan.desk.waiting | join(';\n') -%}
    {%- do plan.desk.waiting.clear() -%}
    {%- if waiting and not plan.is_alone -%}
        {%- do run_query(waiting) -%}
    {%- endif -%}
    {%- set existing = load_cached_relation(target) -%}
    {% call statement('anew', fetch_result=True, auto_begin=not plan.is_alone) -%}
        {{ waiting ~ ';' if waiting and plan.is_alone }}
        {{ kept_begun(plan) }}
        {% if existing -%} drop {{ existing.type }} {{ existing }}; {%- endif %}
        {{ pack_rows(false) }}
        {{ create_table_as(False, target, rows) }}
        {{ pack_rows(true) }}
        {% if meta.get('kept_by') -%}
            create or replace table {{ kept_changes(target) }} as
            select
                cast(0 as bigint) as version,
                {{ meta.get('tells', meta.kept_by) | join(', ') }}
            from {{ target }}
            limit 0;
        {%- endif %}
        select count(*), {{ 'null' if meta.get('kept_by') else '(' ~ kept_contents(target, most=10000) ~ ')' }}
        from {{ target }}
    {%- endcall %}
    {%- set told = load_result('anew').table.rows[0] -%}
    {%- set note = {'life': invocation_id, 'version': 1, 'rows': told[0] | int} -%}
    {%- if told[1] -%}
        {%- do note.update({'holds': told[1]}) -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
