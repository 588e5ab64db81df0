with

descriptions as (select * from {{ ref('int_identity_descriptions') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

-- Records of a group that say the same are one, and have one name.
firsts as (
    select
        firm_groups.component_id as group_id,
        min(descriptions.record_key) as record_key,
        min(descriptions.first_key_number) as first_key_number,
        min(descriptions.last_key_number) as last_key_number,
        count(*) as record_count
    from descriptions
    inner join firm_groups on descriptions.record_key = firm_groups.record_key
    group by firm_groups.component_id, descriptions.description_key
),

named as (
    select
        group_id,
        first_key_number,
        last_key_number,
        min(record_key) as record_key,
        sum(record_count) as record_count
    from firsts
    where first_key_number <> last_key_number
    group by group_id, first_key_number, last_key_number
),

-- Names that stand the other way round than most in their group are read as those; or a
-- family, in which two have swapped names, would have its surname for first names, too.
turned as (
    select
        fewer.group_id,
        fewer.first_key_number,
        fewer.last_key_number,
        straight.first_name_number as straight_first_name_number,
        straight.last_name_number as straight_last_name_number
    from named as fewer
    inner join named as more
        on
            fewer.group_id = more.group_id
            and fewer.first_key_number = more.last_key_number
            and fewer.last_key_number = more.first_key_number
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
        coalesce(turned.straight_first_name_number, descriptions.first_name_number)
            as first_name_number,
        coalesce(turned.straight_last_name_number, descriptions.last_name_number)
            as last_name_number,
        descriptions.first_name_number as stated_first_name_number,
        descriptions.last_name_number as stated_last_name_number,
        descriptions.birth_text,
        descriptions.postal_code,
        descriptions.address_key,
        descriptions.street_key,
        descriptions.city_key,
        descriptions.house_key,
        descriptions.email,
        descriptions.phone,
        descriptions.loyalty_card,
        descriptions.record_key
    from firsts
    inner join descriptions on firsts.record_key = descriptions.record_key
    left join turned
        on
            firsts.group_id = turned.group_id
            and firsts.first_key_number = turned.first_key_number
            and firsts.last_key_number = turned.last_key_number
)

select * from features
