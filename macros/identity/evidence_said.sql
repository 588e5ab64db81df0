{#- What records say of each thing that is compared: the columns, and the SQL that is
    null where a record says nothing of it. -#}
{% macro evidence_said() -%}
    {{ return({
        'names': {'known': 'coalesce(given_name_key, last_name_key)', 'columns': [
            'given_name_key', 'given_name_meanings', 'is_first_name_of_many',
            'first_name_key', 'first_name_letters', 'last_name_key', 'last_name_letters'
        ]},
        'birth_date': {'known': 'birth_text', 'columns': ['birth_text']},
        'place': {'known': 'coalesce(street_letters, postal_code, city_letters)', 'columns': [
            'postal_code', 'address_key', 'street_letters', 'city_letters', 'house_letters'
        ]},
        'phone': {'known': 'phone', 'columns': ['phone']},
        'email': {'known': 'email', 'columns': [
            'email', 'email_own_part', 'first_name_letters', 'last_name_letters'
        ]},
        'loyalty_card': {'known': 'loyalty_card', 'columns': ['loyalty_card']}
    }) }}
{%- endmacro %}
