with

blocks as (select * from {{ ref('int_identity_blocks') }}),

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

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

records as (
    {{ records_that_meet('features', 'met', 'group_id') }}
),

said_names as (
    {{ said_by_groups('records', 'names') }}
),

compared_names as (
    {{ names_compared('pairs', 'said_names', 'names') }}
),

birth_dates as (
    {{ said_by_groups('records', 'birth_date') }}
),

places as (
    {{ places_said('records', 'address_words') }}
),

phones as (
    {{ said_by_groups('records', 'phone') }}
),

mailboxes as (
    {{ said_by_groups('records', 'email') }}
),

emails as (
    {{ names_told('mailboxes', ['group_id', 'email'], 'names') }}
),

cards as (
    {{ said_by_groups('records', 'loyalty_card') }}
),

compared as (
    {{ compare_groups(
        'pairs', 'compared_names', 'birth_dates', 'places', 'phones', 'emails',
        'cards'
    ) }}
),

-- A group is known by all that its records say.
summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
),

-- By these numbers a pair is found when what its levels or its names weigh changes.
numbered as (
    select
        left_group_id, right_group_id, given_name_key, last_name_key,
        first_name, last_name, birth_date, place, phone, email, loyalty_card,
        pattern_id,
        {{ hash_of('pattern_id') }} as pattern_key,
        {{ rarity_key("'first_name'", 'given_name_key') }} as first_rarity_key,
        {{ rarity_key("'last_name'", 'last_name_key') }} as last_rarity_key
    from keyed
)

select * from numbered
