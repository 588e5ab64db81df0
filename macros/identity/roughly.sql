{#- A count by its first two digits, as a double: a count of many moves a little each
    day, and whatever is weighed by it would move with it. -#}
{% macro roughly(count) -%}
    {%- set digits = 'length(cast(' ~ count ~ ' as string))' -%}
    {%- set step = 'power(10, greatest(' ~ digits ~ ' - 2, 0))' -%}
    (round({{ count }} / {{ step }}) * {{ step }})
{%- endmacro %}
