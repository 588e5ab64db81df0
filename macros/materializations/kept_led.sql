{#- The SQL of the numbers (kept_key) that some others lead to, each by a way through
    another input, and on as that one leads: a list, of a list of {way, told: SQL of
    kept_key}. What goes the same way goes together, the farthest first, so that a table
    is looked through once. -#}
{% macro kept_led(plan, target, leads, round=1) -%}
    {%- set reads, onward = model.config.meta.reads, {} -%}
    {%- for lead in leads -%}
        {%- set ways = [] -%}
        {%- for way in kept_ways(reads.get(lead.way.through, []))
            if way.through is defined and way.column == lead.way.to -%}
            {%- do ways.append(way) -%}
        {%- endfor -%}
        {%- do onward.update({lead.way.through ~ ' ' ~ lead.way.to: ways}) if ways -%}
    {%- endfor -%}
    {%- set hops, found, waiting = {}, [], [] -%}
    {%- for lead in leads -%}
        {%- set way = lead.way -%}
        {%- set hop = [way.through, way.get('from', way.column), way.to] -%}
        {%- if not onward or way.through ~ ' ' ~ way.to in onward -%}
            {%- do hops.setdefault(hop | join(' '), [hop]).append(lead.told) -%}
        {%- else -%}
            {%- do waiting.append(lead) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for told in hops.values() -%}
        {%- set through, from, to = told[0] -%}
        {%- set near = closure_step(plan.desk, 'led_' ~ round ~ '_' ~ loop.index,
            told[1:] | join(' union ')
        ) -%}
        {%- set next = 'select ' ~ to ~ ' as kept_key from '
            ~ plan.relations.get(through, target) ~ ' where ' ~ kept_among([from], near) -%}
        {%- do found.append(next) if not onward -%}
        {%- for way in onward.get(through ~ ' ' ~ to, []) -%}
            {%- do waiting.append({'way': way, 'told': next}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(kept_led(plan, target, waiting, round + 1) if waiting else found) }}
{%- endmacro %}
