with

edges as (select * from {{ ref('int_identity_edges') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

rules as (select * from {{ ref('identity_rules') }}),

centres as (
    select edges.left_record_key as record_key
    from edges
    inner join rules on edges.trust_rank = rules.trust_rank
    where not rules.joins_known_people
    group by edges.left_record_key
),

tied_at_home as (
    select drafts.component_id
    from centres
    inner join drafts on centres.record_key = drafts.record_key
    group by drafts.component_id
),

skipped as (
    select identifier_key
    from judged_values
    where skip_reason is not null
),

-- Two mailboxes, phones or cards: perhaps two people of one name.
doubtful as (
    select drafts.component_id
    from tied_at_home
    inner join drafts on tied_at_home.component_id = drafts.component_id
    inner join identifiers on drafts.record_key = identifiers.record_key
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join skipped on identifiers.identifier_key = skipped.identifier_key
    where rules.is_personal and skipped.identifier_key is null
    group by drafts.component_id, identifiers.trust_rank
    having min(identifiers.identifier_key) <> max(identifiers.identifier_key)
),

found as (
    select component_id
    from doubtful
    group by component_id
)

select * from found
