{#- A condition: one of these columns is among the numbers of a step. -#}
{% macro kept_among(columns, touched) -%}
    {%- set found = [] -%}
    {%- for column in columns -%}
        {%- do found.append(column ~ ' in (' ~ kept_keys('kept_key', touched) ~ ')') -%}
    {%- endfor -%}
    {{ return('(' ~ found | join(' or ') ~ ')') }}
{%- endmacro %}
