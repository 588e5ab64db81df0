{#- Puts what some SQL says of touched numbers in the place of a kept table's old rows,
    tells what that changes, and returns its new note; of the touched numbers only those
    that are standing have old rows, where that is known. -#}
{% macro kept_replaced(target, plan, touched, rows, standing=none) -%}
    {%- set meta, note = model.config.meta, kept_as_it_was(plan) -%}
    {%- set here = ' where ' ~ kept_among(meta.kept_by, touched) -%}
    {%- set there = ' where ' ~ kept_among(meta.kept_by, standing or touched) -%}
    {%- set new = closure_step(plan.desk, 'new',
        'select * from (' ~ rows ~ '\n) as fresh' ~ here
    ) -%}
    {%- set steps = kept_changed(target, plan.desk, touched, new, there) -%}
    {%- set old, changed = steps.old, steps.changed -%}
    {%- set counts = closure_told(plan.desk,
        'select (select count(*) from ' ~ changed ~ ') as changed, (select count(*) from '
        ~ new ~ ') as new, (select count(*) from ' ~ old ~ ') as old'
    ) -%}
    {%- if counts[0] > 0 -%}
        {%- do note.update({
            'version': note.version + 1, 'rows': (note.rows + counts[1] - counts[2]) | int
        }) -%}
        {#- Not by place: a checkpoint may have moved the rows since. -#}
        {%- do plan.written.extend(
            (['delete from ' ~ target ~ there] if counts[2] > 0 else []) + [
                'insert into ' ~ target ~ ' by name from ' ~ new,
                kept_told(target, note.version, 'from ' ~ changed)
            ]
        ) -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
