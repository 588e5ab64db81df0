{#- Brings a kept table up to date where what it reads has touched it, or writes it anew
    where that is most of it; returns its new note. -#}
{% macro kept_renewed(target, plan, sql) -%}
    {%- set touched = kept_touched(target, plan) -%}
    {%- set asked = ['(select count(*) from ' ~ touched ~ ')'] -%}
    {%- for told in plan.told.values() -%}
        {%- do asked.append(
            '(select count(distinct kept_key) from (' ~ told ~ ') as told)'
        ) -%}
    {%- endfor -%}
    {%- set counts = closure_told(plan.desk, 'select ' ~ asked | join(', ')) -%}
    {%- set count = counts[0] | int -%}
    {#- What an input has told was written just now, at its end. -#}
    {%- for name in plan.told -%}
        {%- do plan.at_end.append(name) if counts[loop.index] == count -%}
    {%- endfor -%}
    {%- if kept_is_most(count, plan.most) -%}
        {{ return(kept_anew(target, plan, kept_rows(plan.desk, sql))) }}
    {%- elif count == 0 -%}
        {{ return(kept_as_it_was(plan)) }}
    {%- endif -%}
    {{ return(kept_replaced(
        target, plan, touched, kept_rows(plan.desk, kept_cut(plan, sql, touched))
    )) }}
{%- endmacro %}
