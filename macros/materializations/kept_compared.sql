{#- Brings a kept table that reads all up to date where it differs from what its SQL
    says now, or writes it anew where it grew by most of what it is; returns its new note.
    What reads only tables that tell nothing is a list of facts: to compute these twice,
    and only what differs whole, costs less than to write them down; and what was heard of
    them is remembered beside the table (<model>__heard, numbers only). -#}
{% macro kept_compared(target, plan, sql) -%}
    {%- set known, key = plan.known, model.config.meta.kept_by[0] -%}
    {%- set columns = adapter.get_columns_in_relation(target) -%}
    {%- set is_fact = not plan.is_told and '' not in plan.moved -%}
    {%- set rows = '(' ~ sql ~ ') as heard' -%}
    {%- if not is_fact -%}
        {%- set rows = closure_step(plan.desk, 'fresh', kept_rows(plan.desk, sql)) -%}
        {%- if not kept_is_alike(rows, target) -%}
            {{ return(kept_anew(target, plan, 'select * from ' ~ rows)) }}
        {%- endif -%}
    {%- endif -%}
    {%- set heard = closure_step(plan.desk, 'heard', kept_heard(rows, columns, key)) -%}
    {%- set count = kept_count(heard) -%}
    {%- if kept_is_most(count - known.rows, count) -%}
        {{ return(kept_anew(target, plan, 'select * from ' ~ rows)) }}
    {%- endif -%}
    {%- set memory = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__heard'
    ) -%}
    {%- set is_known = known.get('is_heard') and load_cached_relation(memory) -%}
    {%- set before = 'select * from ' ~ memory if is_known
        else kept_heard(target, columns, key) -%}
    {%- set touched = kept_differing(plan.desk, 'select * from ' ~ heard, before) -%}
    {%- set differing = kept_count(touched) -%}
    {%- set note = {'life': known.life, 'version': known.version} -%}
    {%- if differing > 0 and is_fact -%}
        {%- set rows = closure_step(plan.desk, 'fresh',
            'select * from ' ~ rows ~ ' where ' ~ kept_among([key], touched)
        ) -%}
        {%- if not kept_is_alike(rows, target) -%}
            {{ return(kept_anew(target, plan, sql)) }}
        {%- endif -%}
    {%- endif -%}
    {%- if differing > 0 -%}
        {%- set note = kept_replaced(target, plan, touched, rows) -%}
    {%- endif -%}
    {%- if is_fact -%}
        {%- do note.update({'is_heard': true}) -%}
        {%- if differing > 0 or not is_known -%}
            {% call statement('heard') -%}
                create or replace table {{ memory }} as select * from {{ heard }}
            {%- endcall %}
        {%- endif -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
