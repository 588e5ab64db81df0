with

descriptions as (select * from {{ ref('int_identity_descriptions') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

-- Records of a group that say the same are one.
firsts as (
    select
        firm_groups.component_id as group_id,
        min(descriptions.record_key) as record_key,
        count(*) as record_count
    from descriptions
    inner join firm_groups on descriptions.record_key = firm_groups.record_key
    group by firm_groups.component_id, descriptions.description_key
),

named as (
    select
        firsts.group_id,
        descriptions.first_name_key,
        descriptions.last_name_key,
        min(descriptions.record_key) as record_key,
        sum(firsts.record_count) as record_count
    from firsts
    inner join descriptions on firsts.record_key = descriptions.record_key
    where descriptions.first_name_key <> descriptions.last_name_key
    group by
        firsts.group_id, descriptions.first_name_key, descriptions.last_name_key
),

-- Names that stand the other way round than most in their group are read as those; or a
-- family, in which two have swapped names, would have its surname for first names, too.
turned as (
    select
        fewer.group_id,
        fewer.first_name_key,
        fewer.last_name_key,
        straight.given_name_key as straight_given_name_key,
        straight.given_name_meanings as straight_given_name_meanings,
        straight.is_first_name_of_many as straight_is_of_many,
        straight.first_name_letters as straight_first_name_letters,
        straight.last_name_letters as straight_last_name_letters
    from named as fewer
    inner join named as more
        on
            fewer.group_id = more.group_id
            and fewer.first_name_key = more.last_name_key
            and fewer.last_name_key = more.first_name_key
    inner join descriptions as straight on more.record_key = straight.record_key
    where
        fewer.record_count < more.record_count
        or (
            fewer.record_count = more.record_count
            and fewer.record_key > more.record_key
        )
),

features as (
    select
        firsts.group_id,
        coalesce(turned.straight_given_name_key, descriptions.given_name_key)
            as given_name_key,
        coalesce(turned.straight_given_name_meanings, descriptions.given_name_meanings)
            as given_name_meanings,
        coalesce(turned.straight_is_of_many, descriptions.is_first_name_of_many)
            as is_first_name_of_many,
        coalesce(turned.last_name_key, descriptions.first_name_key) as first_name_key,
        coalesce(turned.straight_first_name_letters, descriptions.first_name_letters)
            as first_name_letters,
        coalesce(turned.first_name_key, descriptions.last_name_key) as last_name_key,
        coalesce(turned.straight_last_name_letters, descriptions.last_name_letters)
            as last_name_letters,
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
    left join turned
        on
            firsts.group_id = turned.group_id
            and descriptions.first_name_key = turned.first_name_key
            and descriptions.last_name_key = turned.last_name_key
)

select * from features
