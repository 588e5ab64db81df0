with

descriptions as (select * from {{ ref('int_identity_descriptions') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

-- Records of a group that say the same are one.
firsts as (
    select
        firm_groups.component_id as group_id,
        min(descriptions.record_key) as record_key
    from descriptions
    inner join firm_groups on descriptions.record_key = firm_groups.record_key
    group by firm_groups.component_id, descriptions.description_key
),

features as (
    select
        firsts.group_id,
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
        descriptions.record_key
    from firsts
    inner join descriptions on firsts.record_key = descriptions.record_key
)

select * from features
