{#- The key of a record by its full name (tool:id): 16 digits of the name's md5, moved
    down by 2^63 so that they fit a signed number and keep their order. -#}
{% macro record_key_of(full_name) -%}
    {{ return(adapter.dispatch('record_key_of', 'stammkunde')(full_name)) }}
{%- endmacro %}

{% macro default__record_key_of(full_name) -%}
    {#- DuckDB tells an md5 as a number in half the time of its digits, but last byte
        first: bytes change places one by one, then two by two, then four by four. -#}
    {%- set digits = namespace(turned='cast(md5_number(' ~ full_name ~ ') & '
        ~ '18446744073709551615 as ubigint)') -%}
    {%- for bits, every_other in [
        (8, '71777214294589695'), (16, '281470681808895'), (32, '4294967295')
    ] -%}
        {%- set last = digits.turned ~ ' & ' ~ every_other -%}
        {%- set first = digits.turned ~ ' >> ' ~ bits ~ ' & ' ~ every_other -%}
        {%- set digits.turned = '((' ~ last ~ ') << ' ~ bits ~ ' | (' ~ first ~ '))' -%}
    {%- endfor -%}
    cast(cast({{ digits.turned }} as hugeint) - 9223372036854775808 as bigint)
{%- endmacro %}

{% macro spark__record_key_of(full_name) -%}
    cast(
        cast(conv(left(md5({{ full_name }}), 16), 16, 10) as decimal(20, 0))
        - 9223372036854775808 as bigint
    )
{%- endmacro %}
