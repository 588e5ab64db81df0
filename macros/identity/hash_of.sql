{#- A number of 60 bits for a value, null for none: fast, good within one build only. Up
    to eight may be added, so the number of several values is the sum of theirs. -#}
{% macro hash_of(value) -%}
    {{ return(adapter.dispatch('hash_of', 'stammkunde')(value)) }}
{%- endmacro %}

{% macro default__hash_of(value) -%}
    case when {{ value }} is not null then cast(hash({{ value }}) >> 4 as bigint) end
{%- endmacro %}

{% macro spark__hash_of(value) -%}
    case when {{ value }} is not null then shiftrightunsigned(xxhash64({{ value }}), 4) end
{%- endmacro %}
