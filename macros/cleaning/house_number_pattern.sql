{#- Street, then house number to the end: 12, 12a, 12 a, 3-5, 12/14, 12 a-c, 5/2/11,
    3bis. -#}
{% macro house_number_pattern() -%}
    {%- set number = '[0-9]+ ?(?:[a-zA-Z]|bis|ter)?' -%}
    {%- set range_end = ' ?[-–/+] ?(?:' ~ number ~ '|[a-zA-Z])' -%}
    ^(.*?[^0-9 ,].*?)[ ,]*({{ number }}(?:{{ range_end }})*)$
{%- endmacro %}
