{#- A number for several texts as they stand, missing ones as empty ones; each has a
    place of its own, other than in a sum of numbers. -#}
{% macro hash_in_order(texts) -%}
    {{ return(adapter.dispatch('hash_in_order', 'stammkunde')(texts)) }}
{%- endmacro %}

{% macro default__hash_in_order(texts) -%}
    {#- From the 4th letter on once more, for the reason that hash_of tells. -#}
    {%- set parts = [] -%}
    {%- for text in texts -%}
        {%- set held = "coalesce(" ~ text ~ ", '')" -%}
        {%- do parts.append(held ~ ", substring(" ~ held ~ ", 4)") -%}
    {%- endfor -%}
    cast(hash({{ parts | join(', ') }}) >> 4 as bigint)
{%- endmacro %}

{% macro spark__hash_in_order(texts) -%}
    {%- set parts = [] -%}
    {%- for text in texts -%}
        {%- do parts.append("coalesce(" ~ text ~ ", '')") -%}
    {%- endfor -%}
    shiftrightunsigned(xxhash64({{ parts | join(', ') }}), 4)
{%- endmacro %}
