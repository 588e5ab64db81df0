with

edges as (select * from {{ ref('int_identity_edges') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

doubtful as (select * from {{ ref('int_identity_doubtful') }}),

rules as (select * from {{ ref('identity_rules') }}),

doubtful_records as (
    select drafts.record_key
    from drafts
    inner join doubtful on drafts.component_id = doubtful.component_id
),

links as (
    select
        record_key as left_key,
        record_key as right_key
    from doubtful_records
    union all
    select
        edges.left_record_key as left_key,
        edges.right_record_key as right_key
    from edges
    inner join rules on edges.trust_rank = rules.trust_rank
    inner join doubtful_records on edges.left_record_key = doubtful_records.record_key
    where rules.joins_known_people
)

select * from links
