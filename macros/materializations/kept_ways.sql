{#- How an input of a kept table leads to its numbers, as a list of {column, ...}: it is
    told as a column's name, as such a mapping, or as a list of these. -#}
{% macro kept_ways(told) -%}
    {%- set ways = [] -%}
    {%- for way in ([told] if told is string or told is mapping else told) -%}
        {%- do ways.append({'column': way} if way is string else way) -%}
    {%- endfor -%}
    {{ return(ways) }}
{%- endmacro %}
