{#- One row per pair of groups, thing that both speak of and what their records say of
    it, with the level of each field that it tells; what becomes of a pair is
    best_levels' to say. -#}
{% macro compare_groups(pairs, names, birth_dates, places, phones, emails, cards) -%}
    {%- set one, other = 'left_said', 'right_said' -%}
    {{ compare_said(pairs, names, {
        'first_name': first_name_level(one, other),
        'last_name': last_name_level(one, other)
    }) }}
    union all
    {{ compare_said(pairs, birth_dates, {'birth_date': birth_date_level(one, other)}) }}
    union all
    {{ compare_said(pairs, places, {'place': place_level(one, other)}) }}
    union all
    {{ compare_said(pairs, phones, {
        'phone': value_level(one ~ '.phone', other ~ '.phone', 1)
    }) }}
    union all
    {{ compare_said(pairs, emails, {'email': email_level(one, other)}) }}
    union all
    {{ compare_said(pairs, cards, {
        'loyalty_card': value_level(one ~ '.loyalty_card', other ~ '.loyalty_card', 2)
    }) }}
{%- endmacro %}
