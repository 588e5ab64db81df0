{#- One row per value by which someone may meet others; its last five bits number its
    rule, from one on. -#}
{% macro meeting_values(values) -%}
    {%- set keys = [] -%}
    {%- for value in values -%}
        {%- do keys.append(value ~ ' - (' ~ value ~ ') % 32 + ' ~ loop.index) -%}
    {%- endfor -%}
    {{ rows_of(keys) }}
{%- endmacro %}
