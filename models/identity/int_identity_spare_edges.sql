with

apart as (select * from {{ ref('int_identity_apart') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

meetings as (select * from {{ ref('int_identity_meetings') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

ambiguous as (select * from {{ ref('int_identity_ambiguous') }}),

rules as (select * from {{ ref('identity_rules') }}),

parties as (
    select left_record_key as record_key, component_id from apart
    union
    select right_record_key as record_key, component_id from apart
),

held as (
    select
        parties.component_id,
        identifiers.record_key,
        identifiers.identifier_key,
        identifiers.signature,
        rules.trust_rank
    from parties
    inner join identifiers on parties.record_key = identifiers.record_key
    left join judged_values
        on identifiers.identifier_key = judged_values.identifier_key
    inner join rules on identifiers.trust_rank = rules.trust_rank
    left join ambiguous
        on
            identifiers.identifier_key = ambiguous.identifier_key
            and identifiers.signature = ambiguous.signature
    where
        judged_values.skip_reason is null
        and ambiguous.identifier_key is null
        and rules.holds_in_conflict
        and (identifiers.is_named or not rules.needs_both_names)
),

held_values as (
    select identifier_key
    from held
    group by 1
),

met as (
    select
        meetings.trust_rank, meetings.identifier_key, meetings.left_signature,
        meetings.right_signature, meetings.left_record_key, meetings.right_record_key,
        meetings.is_left_named, meetings.is_right_named
    from held_values
    inner join meetings on held_values.identifier_key = meetings.identifier_key
),

judged as (
    {{ meetings_judged('met', 'comparisons', 'rules') }}
),

-- A star ties all to its centre; without it those who are parted from the centre, but
-- not from each other, would fall apart.
spare as (
    select
        one.record_key as left_record_key,
        other.record_key as right_record_key,
        one.identifier_key,
        one.trust_rank
    from held as one
    inner join held as other
        on
            one.component_id = other.component_id
            and one.identifier_key = other.identifier_key
            and one.record_key < other.record_key
    left join judged
        on
            one.identifier_key = judged.identifier_key
            and least(one.signature, other.signature) = judged.left_signature
            and greatest(one.signature, other.signature) = judged.right_signature
    where one.signature = other.signature or judged.is_accepted
)

select * from spare
