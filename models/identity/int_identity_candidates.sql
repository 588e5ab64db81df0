with

blocks as (select * from {{ ref('int_identity_blocks') }}),

features as (select * from {{ ref('int_identity_features') }}),

pairs as (
    select
        left_blocks.group_id as left_group_id,
        right_blocks.group_id as right_group_id
    from blocks as left_blocks
    inner join blocks as right_blocks
        on
            left_blocks.block_key = right_blocks.block_key
            and left_blocks.group_id < right_blocks.group_id
    group by 1, 2
),

met as (
    select left_group_id as group_id from pairs
    union
    select right_group_id as group_id from pairs
),

-- Few meet, so what they say is not looked for among all.
records as (
    select
        features.group_id,
        features.given_name_key, features.given_name_meanings,
        features.is_first_name_of_many,
        features.first_name_key, features.first_name_letters,
        features.last_name_key, features.last_name_letters,
        features.birth_text,
        features.postal_code, features.address_key,
        features.street_letters, features.city_letters, features.house_letters,
        features.email, features.email_own_part, features.phone, features.loyalty_card
    from features
    inner join met on features.group_id = met.group_id
),

names as (
    {{ said_by_groups('records', 'names') }}
),

birth_dates as (
    {{ said_by_groups('records', 'birth_date') }}
),

places as (
    {{ said_by_groups('records', 'place') }}
),

phones as (
    {{ said_by_groups('records', 'phone') }}
),

emails as (
    {{ said_by_groups('records', 'email') }}
),

cards as (
    {{ said_by_groups('records', 'loyalty_card') }}
),

compared as (
    {{ compare_groups(
        'pairs', 'names', 'birth_dates', 'places', 'phones', 'emails', 'cards'
    ) }}
),

-- A group is known by all that its records say.
summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
