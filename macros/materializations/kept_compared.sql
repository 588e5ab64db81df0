{#- Brings a kept table that reads all up to date where it differs from what its SQL
    says now, or writes it anew where it grew by most of what it is; returns its new note.
    What reads only tables that tell nothing is a list of facts: to compute these twice,
    and only what differs whole, costs less than to write them down. -#}
{% macro kept_compared(target, plan, sql) -%}
    {%- set known, key = plan.known, model.config.meta.kept_by[0] -%}
    {%- set columns = adapter.get_columns_in_relation(target) -%}
    {%- set is_written = plan.is_told or '' in plan.moved -%}
    {%- set rows = '(' ~ sql ~ ') as heard' -%}
    {%- if is_written -%}
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
    {%- set touched = kept_differing(
        plan.desk, 'select * from ' ~ heard, kept_heard(target, columns, key)
    ) -%}
    {%- if kept_count(touched) == 0 -%}
        {{ return({'life': known.life, 'version': known.version}) }}
    {%- elif not is_written -%}
        {%- set rows = closure_step(plan.desk, 'fresh',
            'select * from ' ~ rows ~ ' where ' ~ kept_among([key], touched)
        ) -%}
        {%- if not kept_is_alike(rows, target) -%}
            {{ return(kept_anew(target, plan, sql)) }}
        {%- endif -%}
    {%- endif -%}
    {{ return(kept_replaced(target, plan, touched, rows)) }}
{%- endmacro %}
