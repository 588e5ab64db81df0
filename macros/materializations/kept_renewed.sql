{#- Brings a kept table up to date where it was touched; returns its new note. -#}
{% macro kept_renewed(target, plan, sql) -%}
    {%- set meta, known = model.config.meta, plan.known -%}
    {%- set note = {'life': known.life, 'version': known.version} -%}
    {%- if not meta.get('kept_by') -%}
        {{ return(kept_anew(target, plan, sql)) }}
    {%- endif -%}
    {%- if not meta.get('reads') -%}
        {%- set fresh = closure_step(plan.desk, 'fresh', kept_rows(plan.desk, sql)) -%}
        {%- set touched = kept_differing(plan.desk, fresh, target, meta.kept_by[0]) -%}
    {%- elif plan.moved -%}
        {%- set touched = kept_touched(target, plan) -%}
        {%- set fresh = closure_step(plan.desk, 'fresh',
            kept_rows(plan.desk, kept_cut(plan, sql, touched))
        ) -%}
    {%- else -%}
        {{ return(note) }}
    {%- endif -%}
    {%- set here = ' where ' ~ kept_among(meta.kept_by, touched) -%}
    {%- set old = 'select * from ' ~ closure_step(plan.desk, 'old',
        'select * from ' ~ target ~ here
    ) -%}
    {%- set new = 'select * from ' ~ fresh ~ here -%}
    {%- set changed = closure_step(plan.desk, 'changed',
        'select distinct ' ~ meta.get('tells', meta.kept_by) | join(', ')
        ~ ' from ((' ~ new ~ ' except all ' ~ old ~ ') union all ('
        ~ old ~ ' except all ' ~ new ~ ')) as changed'
    ) -%}
    {%- if run_query('select count(*) from ' ~ changed).rows[0][0] > 0 -%}
        {%- do note.update({'version': known.version + 1}) -%}
        {%- do open_transaction() -%}
        {%- do run_query('delete from ' ~ target ~ here) -%}
        {%- do run_query('insert into ' ~ target ~ ' by name ' ~ new) -%}
        {%- do kept_told(target, note.version, 'select * from ' ~ changed) -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
