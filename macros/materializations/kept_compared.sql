{#- Brings a kept table that reads all up to date where it differs from what its SQL says
    now, or writes it anew where it grew by most of what it is; returns its new note. -#}
{% macro kept_compared(target, plan, sql) -%}
    {%- set fresh = closure_step(plan.desk, 'fresh', kept_rows(plan.desk, sql)) -%}
    {%- set rows = kept_count(fresh) -%}
    {%- if kept_is_most(rows - plan.known.rows, rows)
        or not kept_is_alike(fresh, target) -%}
        {{ return(kept_anew(target, plan, 'select * from ' ~ fresh)) }}
    {%- endif -%}
    {%- set touched = kept_differing(plan.desk, fresh, target, model.config.meta.kept_by[0]) -%}
    {%- if kept_count(touched) == 0 -%}
        {{ return({'life': plan.known.life, 'version': plan.known.version}) }}
    {%- endif -%}
    {{ return(kept_replaced(target, plan, touched, fresh)) }}
{%- endmacro %}
