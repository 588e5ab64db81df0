with

features as (select * from {{ ref('int_identity_features') }}),

parts as (
    select
        record_key, group_id, {{ hash_of('given_name_key') }} as given,
        {{ hash_of('last_name_key') }} as family,
        {{ hash_of('left(given_name_key, 3)') }} as given_start,
        {{ hash_of('left(last_name_key, 3)') }} as family_start,
        {{ hash_of('left(given_name_key, 1)') }} as given_letter,
        {{ hash_of('left(last_name_key, 1)') }} as family_letter,
        {{ hash_of('birth_text') }} as born,
        {{ hash_of('left(birth_text, 4)') }} as born_year,
        {{ hash_of('substring(birth_text, 6)') }} as born_day,
        {{ hash_of('postal_code') }} as postal_code,
        {{ hash_of('city_letters') }} as city,
        {{ hash_of('street_letters') }} as street,
        {{ hash_of('house_letters') }} as house,
        {{ hash_of('address_key') }} as address,
        {{ hash_of('email') }} as email,
        {{ hash_of("split_part(email, '@', 1)") }} as email_local_part,
        {{ hash_of('right(phone, 7)') }} as phone_end,
        {{ hash_of('loyalty_card') }} as card,
        {{ hash_of('left(loyalty_card, 4)') }} as card_start,
        {{ hash_of('right(loyalty_card, 4)') }} as card_end
    from features
),

-- Each rule survives a wrong letter in what it does not name; in large data the short
-- ones are only good for rare values. A sum has no order, so that swapped names meet.
block_values as (
    {{ meeting_rule('parts', 1, 'born + given_start') }}
    union all
    {{ meeting_rule('parts', 2, 'born + family_start') }}
    union all
    {{ meeting_rule('parts', 3, 'born + postal_code') }}
    union all
    {{ meeting_rule('parts', 4, 'born + city') }}
    union all
    {{ meeting_rule('parts', 5, 'born') }}
    union all
    {{ meeting_rule('parts', 6, 'given + family') }}
    union all
    {{ meeting_rule('parts', 7, 'given + family + born_year') }}
    union all
    {{ meeting_rule('parts', 8, 'given + family + born_day') }}
    union all
    {{ meeting_rule('parts', 9, 'family + postal_code') }}
    union all
    {{ meeting_rule('parts', 10, 'given + postal_code') }}
    union all
    {{ meeting_rule('parts', 11, 'family + given_letter + city') }}
    union all
    {{ meeting_rule('parts', 12, 'given + family_letter + city') }}
    union all
    {{ meeting_rule('parts', 13, 'family + given_letter + street') }}
    union all
    {{ meeting_rule('parts', 14, 'given + family_letter + street') }}
    union all
    {{ meeting_rule('parts', 15, 'street + house') }}
    union all
    {{ meeting_rule('parts', 16, 'given + family + address') }}
    union all
    {{ meeting_rule('parts', 17, 'family + given_letter') }}
    union all
    {{ meeting_rule('parts', 18, 'given + family_letter') }}
    union all
    {{ meeting_rule('parts', 19, 'family') }}
    union all
    {{ meeting_rule('parts', 20, 'family + city') }}
    union all
    {{ meeting_rule('parts', 21, 'given') }}
    union all
    {{ meeting_rule('parts', 22, 'born_year + city') }}
    union all
    {{ meeting_rule('parts', 23, 'born_day + city') }}
    union all
    {{ meeting_rule('parts', 24, 'house + city') }}
    union all
    {{ meeting_rule('parts', 25, 'email') }}
    union all
    {{ meeting_rule('parts', 26, 'email_local_part') }}
    union all
    {{ meeting_rule('parts', 27, 'phone_end') }}
    union all
    {{ meeting_rule('parts', 28, 'card') }}
    union all
    {{ meeting_rule('parts', 29, 'card_start') }}
    union all
    {{ meeting_rule('parts', 30, 'card_end') }}
),

stated as (
    select record_key, group_id, rule, block_key
    from block_values
    where block_key is not null
)

select * from stated
