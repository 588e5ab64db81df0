with

proposals as (select * from {{ ref('int_identity_proposals') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

features as (select * from {{ ref('int_identity_features') }}),

ends as (
    select left_group_id as group_id, right_group_id as partner_id from proposals
    union all
    select right_group_id as group_id, left_group_id as partner_id from proposals
),

links as (
    select
        proposals.left_group_id,
        proposals.right_group_id
    from proposals
    inner join threshold on proposals.weight >= threshold.link_weight
),

-- Whom a third would bring together though no link is their own.
pairs as (
    select
        one.partner_id as left_group_id,
        other.partner_id as right_group_id
    from ends as one
    inner join ends as other
        on one.group_id = other.group_id and one.partner_id < other.partner_id
    left join links
        on
            one.partner_id = links.left_group_id
            and other.partner_id = links.right_group_id
    where links.left_group_id is null
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

summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
