{#- Brings a kept table up to date where what it reads has touched it, or writes it anew
    where that is most of it; returns its new note. -#}
{% macro kept_renewed(target, plan, sql) -%}
    {%- set touched = kept_touched(target, plan) -%}
    {%- set count = kept_count(plan.desk, touched) -%}
    {%- if kept_is_most(count, plan.most) -%}
        {{ return(kept_anew(target, plan, kept_rows(plan.desk, sql))) }}
    {%- elif count == 0 -%}
        {{ return(kept_as_it_was(plan)) }}
    {%- endif -%}
    {{ return(kept_replaced(
        target, plan, touched, kept_rows(plan.desk, kept_cut(plan, sql, touched))
    )) }}
{%- endmacro %}
