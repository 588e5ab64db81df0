{#- One row per record, by its own number or its group's, with all parts of which
    meeting_rules speaks. -#}
{% macro meeting_parts(records, key) -%}
    select
        {{ key }},
        {{ hash_of('given_name_key') }} as given,
        {{ hash_of('last_name_key') }} as family,
        {{ hash_of('left(given_name_key, 3)', false) }} as given_start,
        {{ hash_of('left(last_name_key, 3)', false) }} as family_start,
        {{ hash_of('left(given_name_key, 1)', false) }} as given_letter,
        {{ hash_of('left(last_name_key, 1)', false) }} as family_letter,
        {{ hash_of('birth_text') }} as born,
        {{ hash_of('left(birth_text, 4)', false) }} as born_year,
        {{ hash_of('substring(birth_text, 6)', false) }} as born_day,
        {{ hash_of('postal_code') }} as postal_code,
        {{ hash_of('city_letters') }} as city,
        {{ hash_of('street_letters') }} as street,
        {{ hash_of('house_letters') }} as house,
        {{ hash_of('address_key') }} as address,
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
{%- endmacro %}
