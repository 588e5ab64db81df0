{#- Brings a kept table up to date where what it reads has touched it, or writes it anew
    where that is most of it; returns its new note. -#}
{% macro kept_renewed(target, plan, sql) -%}
    {%- set touched = kept_touched(target, plan) -%}
    {%- set count = kept_count(touched) -%}
    {%- if kept_is_most(count, plan.most) -%}
        {{ return(kept_anew(target, plan, kept_rows(plan.desk, sql))) }}
    {%- elif count == 0 -%}
        {{ return({'life': plan.known.life, 'version': plan.known.version}) }}
    {%- endif -%}
    {{ return(kept_replaced(target, plan, touched, closure_step(plan.desk, 'fresh',
        kept_rows(plan.desk, kept_cut(plan, sql, touched))
    ))) }}
{%- endmacro %}
