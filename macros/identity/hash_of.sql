{#- A number of 60 bits for a value, null for none: fast, good within one build only. Up
    to eight may be added, so the number of several values is the sum of theirs. What is
    no text (a date, a number) or a short one, of up to seven letters, is told apart in
    less time. -#}
{% macro hash_of(value, is_text=true) -%}
    {{ return(adapter.dispatch('hash_of', 'stammkunde')(value, is_text)) }}
{%- endmacro %}

{% macro default__hash_of(value, is_text) -%}
    {#- DuckDB's hash alone takes texts for one that differ in the 8th and 16th letter
        only (one pair in 256 of such); from the 4th letter on they stand elsewhere. -#}
    {%- set text = 'cast(' ~ value ~ ' as string)' -%}
    case when {{ value }} is not null then cast(
        hash({{ value }}{{ ', substring(' ~ text ~ ', 4)' if is_text }}) >> 4 as bigint
    ) end
{%- endmacro %}

{% macro spark__hash_of(value, is_text) -%}
    case when {{ value }} is not null then shiftrightunsigned(xxhash64({{ value }}), 4) end
{%- endmacro %}
