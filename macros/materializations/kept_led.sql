{#- The SQL of the numbers (kept_key) that what some SQL finds in an input leads to, by
    one of that input's ways: itself, or through another, and on as that one leads. -#}
{% macro kept_led(plan, target, way, found) -%}
    {%- if way.through is not defined -%}
        {{ return(
            'select ' ~ way.column ~ ' as kept_key from (' ~ found ~ ') as found'
        ) }}
    {%- endif -%}
    {%- set next = 'select ' ~ way.to ~ ' from '
        ~ plan.relations.get(way.through, target)
        ~ ' where ' ~ way.get('from', way.column) ~ ' in (' ~ found ~ ')' -%}
    {%- for onward in kept_ways(model.config.meta.reads.get(way.through, []))
        if onward.through is defined and onward.column == way.to -%}
        {{ return(kept_led(plan, target, onward, next)) }}
    {%- endfor -%}
    {{ return('select ' ~ way.to ~ ' as kept_key from (' ~ next ~ ') as found') }}
{%- endmacro %}
