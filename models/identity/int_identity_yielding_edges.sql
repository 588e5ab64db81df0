with

edges as (select * from {{ ref('int_identity_edges') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

conflicts as (select * from {{ ref('int_identity_conflicts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

rules as (select * from {{ ref('identity_rules') }}),

dirty as (
    select component_id
    from conflicts
    group by component_id
),

-- Only who is in a group that contradicts itself has ties to lose.
dirty_records as (
    select
        drafts.record_key,
        drafts.component_id,
        traits.is_named,
        case when traits.is_named then traits.signature end as signature
    from drafts
    inner join dirty on drafts.component_id = dirty.component_id
    left join traits on drafts.record_key = traits.record_key
),

-- A tie's two ends are in one group.
ties as (
    select
        edges.left_record_key, edges.right_record_key,
        edges.identifier_key, edges.trust_rank
    from edges
    inner join dirty_records on edges.left_record_key = dirty_records.record_key
),

ends as (
    select left_record_key as record_key, trust_rank from ties
    union all
    select right_record_key as record_key, trust_rank from ties
),

-- The strongest tie of each record.
strongest as (
    select record_key, min(trust_rank) as trust_rank
    from ends
    group by record_key
),

yielding as (
    select
        ties.left_record_key,
        ties.right_record_key,
        ties.identifier_key
    from ties
    inner join dirty_records as left_records
        on ties.left_record_key = left_records.record_key
    inner join dirty_records as right_records
        on ties.right_record_key = right_records.record_key
    inner join strongest as left_strongest
        on ties.left_record_key = left_strongest.record_key
    inner join strongest as right_strongest
        on ties.right_record_key = right_strongest.record_key
    inner join rules on ties.trust_rank = rules.trust_rank
    left join conflicts
        on
            left_records.component_id = conflicts.component_id
            and least(left_records.signature, right_records.signature)
            = conflicts.left_signature
            and greatest(left_records.signature, right_records.signature)
            = conflicts.right_signature
    where
        rules.identifier_type <> 'decision'
        and (
            not rules.holds_in_conflict
            or conflicts.component_id is not null
            or not (
                left_records.is_named or ties.trust_rank = left_strongest.trust_rank
            )
            or not (
                right_records.is_named or ties.trust_rank = right_strongest.trust_rank
            )
        )
)

select * from yielding
