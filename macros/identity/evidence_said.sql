{#- What records say of each thing that is compared: the columns, and the SQL that is
    null where a record says nothing of it. -#}
{% macro evidence_said() -%}
    {{ return({
        'names': {'known': 'coalesce(first_name_number, last_name_number)', 'columns': [
            'first_name_number', 'last_name_number'
        ]},
        'birth_date': {'known': 'birth_text', 'columns': ['birth_text']},
        'place': {'known': 'coalesce(street_key, length(postal_code), city_key)', 'columns': [
            'postal_code', 'address_key', 'street_key', 'city_key', 'house_key'
        ]},
        'phone': {'known': 'phone', 'columns': ['phone']},
        'email': {'known': 'email', 'columns': [
            'email', 'first_name_number', 'last_name_number',
            'stated_first_name_number', 'stated_last_name_number'
        ]},
        'loyalty_card': {'known': 'loyalty_card', 'columns': ['loyalty_card']}
    }) }}
{%- endmacro %}
