with

opposites as (select * from {{ ref('int_identity_opposites') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

decided_groups as (select * from {{ ref('int_identity_decided_groups') }}),

both_ways as (
    select component_id, left_signature as one, right_signature as other from opposites
    union all
    select component_id, right_signature as one, left_signature as other from opposites
),

decided as (
    select
        decided_groups.component_id as decided_id,
        drafts.component_id,
        traits.signature
    from decided_groups
    inner join drafts on decided_groups.record_key = drafts.record_key
    inner join traits on decided_groups.record_key = traits.record_key
    group by 1, 2, 3
),

-- Of two who look like different people and were decided to be one, others have to fit
-- one only.
excused as (
    select
        both_ways.component_id,
        least(both_ways.one, both_ways.other) as left_signature,
        greatest(both_ways.one, both_ways.other) as right_signature
    from both_ways
    inner join decided
        on
            both_ways.component_id = decided.component_id
            and both_ways.other = decided.signature
    inner join decided as peers
        on
            decided.component_id = peers.component_id
            and decided.decided_id = peers.decided_id
            and decided.signature <> peers.signature
    inner join both_ways as excuses
        on
            decided.component_id = excuses.component_id
            and decided.signature = excuses.one
            and peers.signature = excuses.other
    left join opposites
        on
            both_ways.component_id = opposites.component_id
            and least(both_ways.one, peers.signature) = opposites.left_signature
            and greatest(both_ways.one, peers.signature) = opposites.right_signature
    where opposites.component_id is null
    group by 1, 2, 3
),

conflicts as (
    select
        opposites.component_id,
        opposites.left_signature,
        opposites.right_signature,
        opposites.first_names,
        opposites.birth_dates
    from opposites
    left join excused
        on
            opposites.component_id = excused.component_id
            and opposites.left_signature = excused.left_signature
            and opposites.right_signature = excused.right_signature
    where excused.component_id is null
)

select * from conflicts
