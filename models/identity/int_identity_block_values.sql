with

features as (select * from {{ ref('int_identity_features') }}),

parts as (
    select
        record_key,
        given_name_key as given,
        last_name_key as family,
        least(given_name_key, last_name_key) || ' '
        || greatest(given_name_key, last_name_key) as both_names,
        left(given_name_key, 3) as given_start,
        left(last_name_key, 3) as family_start,
        left(given_name_key, 1) as given_letter,
        left(last_name_key, 1) as family_letter,
        birth_text as born,
        left(birth_text, 4) as born_year,
        substring(birth_text, 6) as born_day,
        postal_code,
        city_letters as city,
        street_letters as street,
        house_letters as house,
        address_key as address,
        email,
        split_part(email, '@', 1) as email_local_part,
        phone,
        loyalty_card as card
    from features
),

-- Each rule survives a wrong letter in what it does not name; in large data the short
-- ones are only good for rare values.
block_values as (
    select record_key, 'a' as rule, born || given_start as value from parts
    union all
    select record_key, 'b' as rule, born || family_start as value from parts
    union all
    select record_key, 'c' as rule, born || postal_code as value from parts
    union all
    select record_key, 'd' as rule, born || city as value from parts
    union all
    select record_key, 'e' as rule, born as value from parts
    union all
    select record_key, 'f' as rule, both_names as value from parts
    union all
    select record_key, 'g' as rule, both_names || born_year as value from parts
    union all
    select record_key, 'h' as rule, both_names || born_day as value from parts
    union all
    select record_key, 'i' as rule, family || ' ' || postal_code as value from parts
    union all
    select record_key, 'j' as rule, given || ' ' || postal_code as value from parts
    union all
    select record_key, 'k' as rule, family || given_letter || city as value from parts
    union all
    select record_key, 'l' as rule, given || family_letter || city as value from parts
    union all
    select record_key, 'm' as rule, family || given_letter || street as value from parts
    union all
    select record_key, 'n' as rule, given || family_letter || street as value from parts
    union all
    select record_key, 'o' as rule, street || ' ' || house as value from parts
    union all
    select record_key, 'y' as rule, given || family || address as value from parts
    union all
    select record_key, 'p' as rule, family || given_letter as value from parts
    union all
    select record_key, 'q' as rule, given || family_letter as value from parts
    union all
    select record_key, 'r' as rule, family as value from parts
    union all
    select record_key, 'z' as rule, family || ' ' || city as value from parts
    union all
    select record_key, 's' as rule, given as value from parts
    union all
    select record_key, 't' as rule, email as value from parts
    union all
    select record_key, 'u' as rule, email_local_part as value from parts
    union all
    select record_key, 'v' as rule, right(phone, 7) as value from parts
    union all
    select record_key, 'w' as rule, card as value from parts
    union all
    select record_key, 'x' as rule, left(card, 4) as value from parts
    union all
    select record_key, 'y' as rule, right(card, 4) as value from parts
),

stated as (
    select
        record_key,
        rule,
        {{ hash_of("rule || ' ' || value") }} as block_key
    from block_values
    where value is not null
)

select * from stated
