{#- One row per record and kind of identifier that it has, with the value under which it
    is matched: record_key, identifier_type, identifier_value. A firm has a mailbox and a
    phone, but no card: who shows one is somebody there, not the firm. What is there is
    told by the column before its value is worked out, and by that alone where it can. -#}
{% macro identifiers_in_rows(people) -%}
    {%- set card, device = card_key('loyalty_card_number'), device_key('device_id') -%}
    {%- set visitor = device_key('anonymous_id') -%}
    {%- for kind, column, value, condition in [
        ('email', 'email', email_key('email'), ''),
        ('phone', 'phone', 'trim(phone)', ''),
        ('loyalty_card', 'loyalty_card_number', card, 'and ' ~ card ~ ' is not null'),
        ('vat_id', 'vat_id', 'trim(vat_id)', 'and loyalty_card_number is null'),
        ('device_id', 'device_id', device, 'and ' ~ device ~ ' is not null'),
        ('anonymous_id', 'anonymous_id', visitor, 'and ' ~ visitor ~ ' is not null'),
        ('external_id', 'external_id', 'trim(external_id)', '')
    ] %}
    select
        record_key,
        '{{ kind }}' as identifier_type,
        {{ value }} as identifier_value
    from {{ people }}
    where {{ column }} is not null {{ condition }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
