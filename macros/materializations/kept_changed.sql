{#- Two steps of what some new rows of touched numbers stand for: the old rows, of which
    there may be only what the table tells (`compares`), and what changed. -#}
{% macro kept_changed(target, desk, touched, new, there) -%}
    {%- set meta = model.config.meta -%}
    {%- set compares, tells = meta.get('compares'), meta.get('tells', meta.kept_by) -%}
    {%- set read = (meta.kept_by + tells) | unique | join(', ') if compares else '*' -%}
    {%- set tells = tells | join(', ') -%}
    {%- set old = closure_step(
        desk, 'old', 'select ' ~ read ~ ' from ' ~ target ~ there
    ) -%}
    {%- set said, before = ['select ' ~ tells ~ ' from ' ~ old], old -%}
    {%- if compares == 'never' -%}
        {%- do said.append('select ' ~ tells ~ ' from ' ~ new) -%}
    {%- else -%}
        {%- if compares == 'seldom' -%}
            {%- set key = meta.kept_by[0] -%}
            {%- set before = closure_step(desk, 'before', 'select * from ' ~ target
                ~ ' where ' ~ key ~ ' in (select ' ~ key ~ ' from ' ~ old
                ~ ' where (select count(distinct ' ~ key ~ ') from ' ~ old
                ~ ') * 4 > (select count(*) from ' ~ touched ~ '))'
            ) -%}
            {%- do said.append(said.pop() ~ ' where (select count(*) from ' ~ before ~ ') = 0') -%}
        {%- else -%}
            {%- do said.clear() -%}
        {%- endif -%}
        {%- do said.append(
            'select ' ~ tells ~ ' from (select * exclude (kept_share), sum(kept_share) as'
            ~ ' kept_share from (select *, 1 as kept_share from ' ~ new
            ~ ' union all by name select *, -1 as kept_share from ' ~ before
            ~ ') as both_sides group by all) as shared where kept_share <> 0'
        ) -%}
    {%- endif -%}
    {%- set changed = closure_step(desk, 'changed', 'select distinct ' ~ tells
        ~ ' from (' ~ said | join(' union all ') ~ ') as said'
    ) -%}
    {{ return({'old': old, 'changed': changed}) }}
{%- endmacro %}
