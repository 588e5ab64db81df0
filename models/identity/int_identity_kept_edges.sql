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

placed as (
    select
        edges.left_record_key,
        edges.right_record_key,
        edges.identifier_type,
        edges.identifier_key,
        edges.trust_rank,
        edges.confidence,
        dirty.component_id as dirty_component_id
    from edges
    inner join drafts on edges.left_record_key = drafts.record_key
    left join dirty on drafts.component_id = dirty.component_id
),

named as (
    select
        record_key,
        signature
    from traits
    where is_named
),

ends as (
    select left_record_key as record_key, trust_rank from placed
    where dirty_component_id is not null
    union all
    select right_record_key as record_key, trust_rank from placed
    where dirty_component_id is not null
),

-- The strongest tie of each record in a group that contradicts itself.
strongest as (
    select
        record_key,
        min(trust_rank) as trust_rank
    from ends
    group by record_key
),

kept as (
    select
        placed.left_record_key,
        placed.right_record_key,
        placed.identifier_type,
        placed.identifier_key,
        placed.trust_rank,
        placed.confidence
    from placed
    inner join rules on placed.identifier_type = rules.identifier_type
    left join named as left_named on placed.left_record_key = left_named.record_key
    left join named as right_named on placed.right_record_key = right_named.record_key
    left join strongest as left_strongest
        on placed.left_record_key = left_strongest.record_key
    left join strongest as right_strongest
        on placed.right_record_key = right_strongest.record_key
    left join conflicts
        on
            placed.dirty_component_id = conflicts.component_id
            and conflicts.left_signature
            = least(left_named.signature, right_named.signature)
            and conflicts.right_signature
            = greatest(left_named.signature, right_named.signature)
    where
        placed.dirty_component_id is null
        or placed.identifier_type = 'decision'
        or (
            rules.holds_in_conflict
            and conflicts.component_id is null
            and (
                left_named.record_key is not null
                or placed.trust_rank = left_strongest.trust_rank
            )
            and (
                right_named.record_key is not null
                or placed.trust_rank = right_strongest.trust_rank
            )
        )
)

select * from kept
