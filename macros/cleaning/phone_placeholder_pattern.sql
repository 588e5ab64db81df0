{#- Numbers nobody has: one digit over and over, or 1234567... to the end. -#}
{% macro phone_placeholder_pattern() -%}
    {%- set over_and_over = [] -%}
    {%- for digit in range(10) -%}
        {%- do over_and_over.append(digit ~ '{7,}') -%}
        {%- do over_and_over.append('^[+]4[139]' ~ digit ~ '+') -%}
    {%- endfor -%}
    ({{ over_and_over | join('|') }}|1234567(8(90?)?)?|98765432(10?)?)$
{%- endmacro %}
