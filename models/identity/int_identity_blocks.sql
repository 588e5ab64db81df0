with

features as (select * from {{ ref('int_identity_features') }}),

policy as (select * from {{ ref('scoring_policy') }}),

parts as (
    select
        group_id,
        given_name_key as given,
        last_name_key as family,
        left(first_name_letters, 3) as first_start,
        left(last_name_letters, 3) as last_start,
        left(first_name_letters, 1) as first_letter,
        left(last_name_letters, 1) as last_letter,
        birth_text as born,
        left(birth_text, 4) as born_year,
        postal_code,
        city_letters as city,
        street_letters as street,
        address_key as address,
        email,
        split_part(email, '@', 1) as email_local_part,
        phone,
        loyalty_card as card
    from features
),

blocks as (
    select group_id, 'a ' || given || ' ' || born as block from parts
    union
    select group_id, 'b ' || family || ' ' || born as block from parts
    union
    select
        group_id,
        'c ' || least(given, family) || ' ' || greatest(given, family) as block
    from parts
    union
    select group_id, 'd ' || family || ' ' || postal_code as block from parts
    union
    select group_id, 'e ' || given || ' ' || postal_code as block from parts
    union
    select group_id, 'f ' || born || ' ' || postal_code as block from parts
    union
    select group_id, 'g ' || born || ' ' || first_start as block from parts
    union
    select group_id, 'h ' || born || ' ' || last_start as block from parts
    union
    select group_id, 'i ' || born_year || given || last_start as block from parts
    union
    select
        group_id,
        'j ' || born_year || family || first_start as block
    from parts
    union
    select
        group_id,
        'k ' || first_start || last_start || postal_code as block
    from parts
    union
    select group_id, 'l ' || family || first_letter || city as block from parts
    union
    select group_id, 'm ' || given || last_letter || city as block from parts
    union
    select group_id, 'n ' || family || first_letter || street as block from parts
    union
    select group_id, 'o ' || given || last_letter || street as block from parts
    union
    select group_id, 'p ' || address as block from parts
    union
    select group_id, 'q ' || email as block from parts
    union
    select group_id, 'r ' || email_local_part as block from parts
    union
    select group_id, 's ' || phone as block from parts
    union
    select group_id, 't ' || card as block from parts
    union
    select group_id, 'u ' || left(card, 5) as block from parts
    union
    select group_id, 'v ' || right(card, 5) as block from parts
),

sized as (
    select blocks.block
    from blocks
    cross join policy
    where blocks.block is not null
    group by blocks.block
    having count(*) between 2 and max(policy.max_groups_per_block)
),

usable as (
    select blocks.group_id, blocks.block
    from blocks
    inner join sized on blocks.block = sized.block
)

select * from usable
