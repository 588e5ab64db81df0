with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

holders as (select * from {{ ref('int_identity_holders') }}),

meetings as (select * from {{ ref('int_identity_meetings') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

ambiguous as (select * from {{ ref('int_identity_ambiguous') }}),

rules as (select * from {{ ref('identity_rules') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

records as (select * from {{ ref('int_identity_records') }}),

-- Records of one name and birth date are tied to the smallest of them.
stars as (
    select
        holders.centre_record_key as left_record_key,
        identifiers.record_key as right_record_key,
        holders.trust_rank,
        holders.identifier_key
    from holders
    inner join identifiers
        on
            holders.identifier_key = identifiers.identifier_key
            and holders.signature = identifiers.signature
    inner join rules on holders.trust_rank = rules.trust_rank
    where
        holders.record_count > 1
        and holders.centre_record_key < identifiers.record_key
        and (holders.is_named or not rules.needs_both_names)
),

judged as (
    {{ meetings_judged('meetings', 'comparisons', 'rules') }}
),

pairs as (
    select
        least(judged.left_record_key, judged.right_record_key) as left_record_key,
        greatest(judged.left_record_key, judged.right_record_key) as right_record_key,
        judged.trust_rank,
        judged.identifier_key
    from judged
    left join ambiguous as left_ambiguous
        on
            judged.identifier_key = left_ambiguous.identifier_key
            and judged.left_signature = left_ambiguous.signature
    left join ambiguous as right_ambiguous
        on
            judged.identifier_key = right_ambiguous.identifier_key
            and judged.right_signature = right_ambiguous.signature
    where
        judged.is_accepted
        and left_ambiguous.signature is null
        and right_ambiguous.signature is null
),

decided as (
    select
        verdicts.left_record_key,
        verdicts.right_record_key,
        rules.trust_rank,
        {{ hash_of('verdicts.decision_id') }} as identifier_key
    from verdicts
    inner join rules on rules.identifier_type = 'decision'
    inner join records as left_records
        on verdicts.left_record_key = left_records.record_key
    inner join records as right_records
        on verdicts.right_record_key = right_records.record_key
    where verdicts.decision = 'must_link'
),

-- Whom a verdict keeps apart is parted later, whatever ties them.
found as (
    select left_record_key, right_record_key, identifier_key, trust_rank
    from stars
    union all
    select left_record_key, right_record_key, identifier_key, trust_rank
    from pairs
    union all
    select left_record_key, right_record_key, identifier_key, trust_rank
    from decided
),

edges as (
    {{ gathered_rows('found', [
        'left_record_key', 'right_record_key', 'identifier_key', 'trust_rank'
    ]) }}
)

select * from edges
