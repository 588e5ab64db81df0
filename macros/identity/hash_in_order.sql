{#- A number for several texts as they stand, missing ones included; so each has a place
    of its own, other than in a sum of numbers. -#}
{% macro hash_in_order(texts) -%}
    {%- set parts = [] -%}
    {%- for text in texts -%}
        {%- do parts.append("coalesce(" ~ text ~ ", '')") -%}
    {%- endfor -%}
    {{ hash_of(parts | join(" || '|' || ")) }}
{%- endmacro %}
