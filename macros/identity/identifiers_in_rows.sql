{#- One row per record and kind of identifier, with the value under which it is matched:
    record_key, identifier_type, identifier_value. -#}
{% macro identifiers_in_rows(people) -%}
    {%- for kind, value in {
        'email': email_key('email'),
        'phone': 'trim(phone)',
        'loyalty_card': card_key('loyalty_card_number'),
        'vat_id': 'trim(vat_id)',
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
