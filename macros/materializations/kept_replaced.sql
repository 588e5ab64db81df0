{#- Puts the fresh rows of touched numbers in the place of a kept table's old ones,
    tells what that changed, and returns its new note. -#}
{% macro kept_replaced(target, plan, touched, fresh) -%}
    {%- set meta, known = model.config.meta, plan.known -%}
    {%- set note = {'life': known.life, 'version': known.version} -%}
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
    {%- if kept_count(changed) > 0 -%}
        {%- do note.update({'version': known.version + 1}) -%}
        {% call statement('replaced') -%}
            {#- Not by place: a checkpoint may have moved the rows since. -#}
            delete from {{ target }}{{ here }};
            insert into {{ target }} by name {{ new }};
            {{ kept_told(target, note.version, 'select * from ' ~ changed) }}
        {%- endcall %}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
