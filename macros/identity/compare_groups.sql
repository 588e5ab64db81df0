{#- One row per pair of groups, thing that both speak of and what their records say of
    it, with the level of each field that it tells; names come compared (names_compared);
    what becomes of a pair is best_levels' to say. -#}
{% macro compare_groups(pairs, names, birth_dates, places, phones, emails, cards) -%}
    {%- set one, other = 'left_said', 'right_said' -%}
    select
        left_group_id, right_group_id, given_name_key, last_name_key,
        first_name, last_name
        {%- for field in ['birth_date', 'place', 'phone', 'email', 'loyalty_card'] %},
        cast(null as string) as {{ field }}
        {%- endfor %}
    from {{ names }}
    {%- for field, said, level in [
        ('birth_date', birth_dates, birth_date_level(one, other)),
        ('place', places, place_level(one, other)),
        ('phone', phones, value_level(one ~ '.phone', other ~ '.phone', 1)),
        ('email', emails, email_level(one, other)),
        ('loyalty_card', cards, value_level(
            one ~ '.loyalty_card', other ~ '.loyalty_card', 2
        ))
    ] %}
    union all
    {{ compare_said(pairs, said, field, level) }}
    {%- endfor %}
{%- endmacro %}
