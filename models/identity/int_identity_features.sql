with

descriptions as (select * from {{ ref('int_identity_descriptions') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

-- Records of a group that say the same are one.
features as (
    select
        firm_groups.component_id as group_id,
        descriptions.given_name_key,
        descriptions.given_name_meanings,
        descriptions.first_name_key,
        descriptions.first_name_letters,
        descriptions.last_name_key,
        descriptions.last_name_letters,
        descriptions.birth_text,
        descriptions.postal_code,
        descriptions.address_key,
        descriptions.street_letters,
        descriptions.city_letters,
        descriptions.house_letters,
        descriptions.email,
        descriptions.email_own_part,
        descriptions.phone,
        descriptions.loyalty_card,
        min(descriptions.record_key) as record_key
    from descriptions
    inner join firm_groups on descriptions.record_key = firm_groups.record_key
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17
)

select * from features
