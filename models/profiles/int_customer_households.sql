with

details as (select * from {{ ref('int_customer_details') }}),

folded as (
    select
        customer_id,
        {{ fold_text('last_name') }} as last_name_key,
        {{ regexp_replace_all(fold_text('street'), 'str(asse)?$', 'str') }}
            as street_key,
        {{ fold_text('house_number') }} as house_number_key,
        {{ fold_text('postal_code') }} as postal_code_key,
        coalesce(country_code, 'DE') as country_key
    from details
    where
        last_name is not null
        and street is not null
        and postal_code is not null
        and not is_test
),

-- A parcel locker or post-office box is nobody's home, and an address without a
-- number may be a whole street's.
homes as (
    select
        customer_id,
        last_name_key,
        postal_code_key,
        street_key,
        house_number_key,
        country_key
    from folded
    where
        last_name_key <> ''
        and house_number_key <> ''
        and street_key not like 'packstation%'
        and street_key not like 'postfach%'
        and street_key not like 'postfiliale%'
),

identified as (
    select
        customer_id,
        'h' || substr(
            md5(
                last_name_key || '|' || country_key || '|' || postal_code_key
                || '|' || street_key || '|' || house_number_key
            ), 1, 16
        ) as household_id
    from homes
)

select * from identified
