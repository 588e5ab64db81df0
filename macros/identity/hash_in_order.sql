{#- A number for several values as they stand, missing ones included; so each has a
    place of its own, other than in a sum of numbers. -#}
{% macro hash_in_order(numbers, texts) -%}
    {{ return(adapter.dispatch('hash_in_order', 'stammkunde')(numbers, texts)) }}
{%- endmacro %}

{% macro default__hash_in_order(numbers, texts) -%}
    {#- Each text twice, as in hash_of. -#}
    {%- set values = numbers | list -%}
    {%- for text in texts -%}
        {%- do values.extend([text, 'substring(' ~ text ~ ', 4)']) -%}
    {%- endfor -%}
    cast(hash({{ values | join(', ') }}) >> 4 as bigint)
{%- endmacro %}

{% macro spark__hash_in_order(numbers, texts) -%}
    {#- Spark passes over what is missing, as if it stood nowhere. -#}
    {%- set values = [] -%}
    {%- for number in numbers -%}
        {%- do values.append('coalesce(' ~ number ~ ', 0)') -%}
    {%- endfor -%}
    {%- for text in texts -%}
        {%- do values.append('coalesce(' ~ text ~ ", '')") -%}
    {%- endfor -%}
    shiftrightunsigned(xxhash64({{ values | join(', ') }}), 4)
{%- endmacro %}
