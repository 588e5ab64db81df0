{#- The key of a record by its full name (tool:id): 16 digits of the name's md5, moved
    down by 2^63 so that they fit a signed number and keep their order. -#}
{% macro record_key_of(full_name) -%}
    {{ return(adapter.dispatch('record_key_of', 'stammkunde')(full_name)) }}
{%- endmacro %}

{% macro default__record_key_of(full_name) -%}
    cast(
        cast(cast('0x' || left(md5({{ full_name }}), 16) as ubigint) as hugeint)
        - 9223372036854775808 as bigint
    )
{%- endmacro %}

{% macro spark__record_key_of(full_name) -%}
    cast(
        cast(conv(left(md5({{ full_name }}), 16), 16, 10) as decimal(20, 0))
        - 9223372036854775808 as bigint
    )
{%- endmacro %}
