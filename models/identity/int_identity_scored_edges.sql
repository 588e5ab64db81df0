with

first_edges as (select * from {{ ref('int_identity_first_edges') }}),

later_links as (select * from {{ ref('int_identity_later_links') }}),

rules as (select * from {{ ref('identity_rules') }}),

later as (
    select
        later_links.left_group_id as left_record_key,
        later_links.right_group_id as right_record_key,
        rules.identifier_type,
        later_links.pattern_id as identifier_value,
        rules.trust_rank,
        cast(later_links.probability as decimal(18, 4)) as confidence
    from later_links
    inner join rules on rules.identifier_type = 'likeness'
),

edges as (
    select
        left_record_key,
        right_record_key,
        identifier_type,
        identifier_value,
        trust_rank,
        confidence
    from first_edges
    union all
    select
        left_record_key,
        right_record_key,
        identifier_type,
        identifier_value,
        trust_rank,
        confidence
    from later
)

select * from edges
