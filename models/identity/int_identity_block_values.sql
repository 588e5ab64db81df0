with

features as (select * from {{ ref('int_identity_features') }}),

parts as (
    select
        record_key, {{ hash_of('given_name_key') }} as given,
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
    select record_key, 'a' as rule, born + given_start as value from parts
    union all
    select record_key, 'b' as rule, born + family_start as value from parts
    union all
    select record_key, 'c' as rule, born + postal_code as value from parts
    union all
    select record_key, 'd' as rule, born + city as value from parts
    union all
    select record_key, 'e' as rule, born as value from parts
    union all
    select record_key, 'f' as rule, given + family as value from parts
    union all
    select record_key, 'g' as rule, given + family + born_year as value from parts
    union all
    select record_key, 'h' as rule, given + family + born_day as value from parts
    union all
    select record_key, 'i' as rule, family + postal_code as value from parts
    union all
    select record_key, 'j' as rule, given + postal_code as value from parts
    union all
    select record_key, 'k' as rule, family + given_letter + city as value from parts
    union all
    select record_key, 'l' as rule, given + family_letter + city as value from parts
    union all
    select record_key, 'm' as rule, family + given_letter + street as value from parts
    union all
    select record_key, 'n' as rule, given + family_letter + street as value from parts
    union all
    select record_key, 'o' as rule, street + house as value from parts
    union all
    select record_key, 'y' as rule, given + family + address as value from parts
    union all
    select record_key, 'p' as rule, family + given_letter as value from parts
    union all
    select record_key, 'q' as rule, given + family_letter as value from parts
    union all
    select record_key, 'r' as rule, family as value from parts
    union all
    select record_key, 'z' as rule, family + city as value from parts
    union all
    select record_key, 's' as rule, given as value from parts
    union all
    select record_key, '1' as rule, born_year + city as value from parts
    union all
    select record_key, '2' as rule, born_day + city as value from parts
    union all
    select record_key, '3' as rule, house + city as value from parts
    union all
    select record_key, 't' as rule, email as value from parts
    union all
    select record_key, 'u' as rule, email_local_part as value from parts
    union all
    select record_key, 'v' as rule, phone_end as value from parts
    union all
    select record_key, 'w' as rule, card as value from parts
    union all
    select record_key, 'x' as rule, card_start as value from parts
    union all
    select record_key, 'y' as rule, card_end as value from parts
),

stated as (
    select record_key, rule, {{ hash_of('rule') }} + value as block_key
    from block_values
    where value is not null
)

select * from stated
