{#- One row per pair of groups, thing that both speak of and what their records say of
    it, with the level of each field that it tells. Records that say the same of a thing
    are compared once by it; what becomes of a pair is best_levels' to say. -#}
{% macro compare_groups(pairs, records) -%}
    {%- set one, other = 'left_said', 'right_said' -%}
    {{ compare_said(pairs, records, 'coalesce(given_name_key, last_name_key)', [
        'given_name_key', 'given_name_meanings', 'is_first_name_of_many',
        'first_name_key', 'first_name_letters', 'last_name_key', 'last_name_letters'
    ], {
        'first_name': first_name_level(one, other),
        'last_name': last_name_level(one, other)
    }) }}
    union all
    {{ compare_said(pairs, records, 'birth_text', ['birth_text'], {
        'birth_date': birth_date_level(one, other)
    }) }}
    union all
    {{ compare_said(pairs, records, 'coalesce(street_letters, postal_code, city_letters)', [
        'postal_code', 'address_key', 'street_letters', 'city_letters', 'house_letters'
    ], {'place': place_level(one, other)}) }}
    union all
    {{ compare_said(pairs, records, 'email', [
        'email', 'email_own_part', 'first_name_letters', 'last_name_letters'
    ], {'email': email_level(one, other)}) }}
    {%- for value, slips in {'phone': 1, 'loyalty_card': 2}.items() %}
    union all
    {{ compare_said(pairs, records, value, [value], {
        value: value_level(one ~ '.' ~ value, other ~ '.' ~ value, slips)
    }) }}
    {%- endfor %}
{%- endmacro %}
