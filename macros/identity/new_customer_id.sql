{#- The id of a person whose oldest record this is: c and its md5's first 16 digits. -#}
{% macro new_customer_id(record_key) -%}
    {{ return(adapter.dispatch('new_customer_id', 'stammkunde')(record_key)) }}
{%- endmacro %}

{% macro default__new_customer_id(record_key) -%}
    {#- Moved up again by 2^63; twelve times 2^64 are the digit c before it. -#}
    lower(hex(cast({{ record_key }} as hugeint) + 230584300921369395200))
{%- endmacro %}

{% macro spark__new_customer_id(record_key) -%}
    'c' || lower(lpad(conv(
        cast(cast({{ record_key }} as decimal(20, 0)) + 9223372036854775808 as string), 10, 16
    ), 16, '0'))
{%- endmacro %}
