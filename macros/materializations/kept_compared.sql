{#- Brings a kept table that reads all up to date where it differs from what its SQL
    says now, or writes it anew where most of it is new; returns its new note.
    What reads only tables that tell nothing, and looks others up, is a list of facts: to
    compute these twice, and only what differs whole, costs less than to write them down;
    and what was heard of them is remembered beside the table (<model>__heard, numbers
    only). What differs is looked up by the column that its rows are `found_by`, where
    there is one. -#}
{% macro kept_compared(target, plan, sql) -%}
    {%- set known, desk, key = plan.known, plan.desk, model.config.meta.kept_by[0] -%}
    {%- set is_fact = not plan.is_told and '' not in plan.moved
        and not model.config.meta.get('groups') -%}
    {%- set rows = '(' ~ sql ~ '\n) as heard' -%}
    {%- if not is_fact -%}
        {%- set rows = closure_step(desk, 'fresh', kept_rows(desk, sql)) -%}
    {%- endif -%}
    {%- set asked = 'select ' ~ kept_shape('select * from ' ~ rows) -%}
    {%- if closure_told(desk, asked)[0] != plan.shape -%}
        {{ return(kept_anew(target, plan, 'select * from ' ~ rows)) }}
    {%- endif -%}
    {%- set found_by = model.config.meta.get('found_by') if is_fact else none -%}
    {%- set heard = closure_step(
        desk, 'heard', kept_heard(rows, plan.shape, key, found_by)
    ) -%}
    {%- set memory = api.Relation.create(
        database=target.database, schema=target.schema,
        identifier=target.identifier ~ '__heard'
    ) -%}
    {%- set is_known = known.get('is_heard') and load_cached_relation(memory) -%}
    {%- set before = memory if is_known
        else closure_step(desk, 'before', kept_heard(target, plan.shape, key, found_by)) -%}
    {%- set differing = kept_differing(desk, heard, before) -%}
    {%- set counts = closure_told(desk, 'select (select count(*) from ' ~ heard
        ~ ') as heard, (select count(*) from ' ~ differing ~ ') as touched') -%}
    {%- set more = [counts[0] - known.rows, counts[1] if is_fact else 0] | max -%}
    {%- if kept_is_most(more, counts[0]) -%}
        {{ return(kept_anew(target, plan, 'select * from ' ~ rows)) }}
    {%- endif -%}
    {%- set touched, standing = differing, differing -%}
    {%- if found_by -%}
        {%- set input = plan.relations[plan.relations.keys()
            | reject('in', model.config.meta.get('looks_up', [])) | first] -%}
        {%- set found = closure_step(desk, 'found', 'select * from ' ~ input ~ ' where '
            ~ found_by ~ ' in (select ' ~ found_by ~ ' from ' ~ heard ~ ' where '
            ~ kept_among(['kept_key'], differing) ~ ' and hash(' ~ found_by ~ ') is not null)'
        ) -%}
        {%- set rows = rows | replace(input | string, found | string) -%}
        {#- What is new has no old rows, and to look for many numbers among all reads of
            each page of a table some row. -#}
        {%- set former = closure_step(desk, 'former', 'select kept_key from ' ~ before
            ~ ' where ' ~ kept_among(['kept_key'], differing)
        ) -%}
        {%- set standing = closure_step(desk, 'standing', 'select ' ~ key
            ~ ' as kept_key from ' ~ target ~ ' where '
            ~ kept_among(['hash(' ~ found_by ~ ')'], former)
        ) -%}
        {%- set touched = closure_step(desk, 'found_keys', 'select ' ~ key
            ~ ' as kept_key from ' ~ rows ~ ' union select kept_key from ' ~ standing
        ) -%}
    {%- endif -%}
    {%- set note = kept_as_it_was(plan) if counts[1] == 0
        else kept_replaced(target, plan, touched, 'select * from ' ~ rows, standing) -%}
    {%- if is_fact -%}
        {%- do note.update({'is_heard': true}) -%}
        {%- set said = 'select kept_key, content from ' ~ heard -%}
        {%- if not is_known -%}
            {%- do plan.written.append('create or replace table ' ~ memory ~ ' as ' ~ said) -%}
        {%- elif counts[1] > 0 -%}
            {%- set here = ' where ' ~ kept_among(['kept_key'], differing) -%}
            {%- do plan.written.extend([
                'delete from ' ~ memory ~ here, 'insert into ' ~ memory ~ ' ' ~ said ~ here
            ]) -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
