{#- One row per record, by its own number or its group's, with all parts of which
    meeting_rules speaks; names come with theirs (name_parts). -#}
{% macro meeting_parts(records, key, names) -%}
    select
        {{ records }}.{{ key }},
        first_names.given, first_names.given_start, first_names.given_letter,
        last_names.family, last_names.family_start, last_names.family_letter,
        {{ hash_of('birth_text') }} as born,
        {{ hash_of('left(birth_text, 4)', false) }} as born_year,
        {{ hash_of('substring(birth_text, 6)', false) }} as born_day,
        {{ hash_of('postal_code') }} as postal_code,
        city_key as city,
        street_key as street,
        house_key as house,
        address_key as address,
        {{ hash_of('email') }} as email,
        {{ hash_of("split_part(email, '@', 1)") }} as email_local_part,
        {{ hash_of(
            "right(split_part(email, '@', 1), 4) || split_part(email, '@', 2)"
        ) }} as email_end,
        {{ hash_of('right(phone, 7)', false) }} as phone_end,
        {{ hash_of('loyalty_card') }} as card,
        {{ hash_of('left(loyalty_card, 4)', false) }} as card_start,
        {{ hash_of('right(loyalty_card, 4)', false) }} as card_end
    from {{ records }}
    left join {{ names }} as first_names
        on {{ records }}.first_name_number = first_names.name_number
    left join {{ names }} as last_names
        on {{ records }}.last_name_number = last_names.name_number
{%- endmacro %}
