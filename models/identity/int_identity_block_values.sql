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
    {{ meeting_rule('parts', 'a', 'born + given_start') }}
    union all
    {{ meeting_rule('parts', 'b', 'born + family_start') }}
    union all
    {{ meeting_rule('parts', 'c', 'born + postal_code') }}
    union all
    {{ meeting_rule('parts', 'd', 'born + city') }}
    union all
    {{ meeting_rule('parts', 'e', 'born') }}
    union all
    {{ meeting_rule('parts', 'f', 'given + family') }}
    union all
    {{ meeting_rule('parts', 'g', 'given + family + born_year') }}
    union all
    {{ meeting_rule('parts', 'h', 'given + family + born_day') }}
    union all
    {{ meeting_rule('parts', 'i', 'family + postal_code') }}
    union all
    {{ meeting_rule('parts', 'j', 'given + postal_code') }}
    union all
    {{ meeting_rule('parts', 'k', 'family + given_letter + city') }}
    union all
    {{ meeting_rule('parts', 'l', 'given + family_letter + city') }}
    union all
    {{ meeting_rule('parts', 'm', 'family + given_letter + street') }}
    union all
    {{ meeting_rule('parts', 'n', 'given + family_letter + street') }}
    union all
    {{ meeting_rule('parts', 'o', 'street + house') }}
    union all
    {{ meeting_rule('parts', 'y', 'given + family + address') }}
    union all
    {{ meeting_rule('parts', 'p', 'family + given_letter') }}
    union all
    {{ meeting_rule('parts', 'q', 'given + family_letter') }}
    union all
    {{ meeting_rule('parts', 'r', 'family') }}
    union all
    {{ meeting_rule('parts', 'z', 'family + city') }}
    union all
    {{ meeting_rule('parts', 's', 'given') }}
    union all
    {{ meeting_rule('parts', '1', 'born_year + city') }}
    union all
    {{ meeting_rule('parts', '2', 'born_day + city') }}
    union all
    {{ meeting_rule('parts', '3', 'house + city') }}
    union all
    {{ meeting_rule('parts', 't', 'email') }}
    union all
    {{ meeting_rule('parts', 'u', 'email_local_part') }}
    union all
    {{ meeting_rule('parts', 'v', 'phone_end') }}
    union all
    {{ meeting_rule('parts', 'w', 'card') }}
    union all
    {{ meeting_rule('parts', 'x', 'card_start') }}
    union all
    {{ meeting_rule('parts', '4', 'card_end') }}
),

stated as (
    select record_key, group_id, rule, {{ hash_of('rule') }} + value as block_key
    from block_values
    where value is not null
)

select * from stated
