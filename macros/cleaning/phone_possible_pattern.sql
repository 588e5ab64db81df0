{#- What an E.164 number may look like: 9 digits after +41, 6 to 13 after +49 and +43,
    8 to 15 digits in all anywhere else. -#}
{% macro phone_possible_pattern() -%}
    ^[+](41[1-9][0-9]{8}|4[39][1-9][0-9]{5,12}|4[024-8][0-9]{6,13}|[1-35-9][0-9]{7,14})$
{%- endmacro %}
