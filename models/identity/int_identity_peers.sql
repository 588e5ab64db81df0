with

proposals as (select * from {{ ref('int_identity_proposals') }}),

threshold as (select * from {{ ref('int_identity_threshold') }}),

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

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

summed_up as (
    {{ best_levels('compared') }}
),

keyed as (
    {{ name_patterns('summed_up') }}
)

select * from keyed
