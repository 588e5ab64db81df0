{#- One row per record and kind of identifier, with the value under which it is matched:
    record_key, identifier_type, identifier_value. A firm has a mailbox and a phone, but no
    card: who shows one is somebody there, not the firm. -#}
{% macro identifiers_in_rows(people) -%}
    {%- for kind, value in {
        'email': email_key('email'),
        'phone': 'trim(phone)',
        'loyalty_card': card_key('loyalty_card_number'),
        'vat_id': 'case when loyalty_card_number is null then trim(vat_id) end',
        'device_id': device_key('device_id'),
        'anonymous_id': device_key('anonymous_id'),
        'external_id': 'trim(external_id)'
    }.items() %}
    select
        record_key,
        '{{ kind }}' as identifier_type,
        {{ value }} as identifier_value
    from {{ people }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
