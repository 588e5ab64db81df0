with

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

rules as (select * from {{ ref('identity_rules') }}),

ends as (
    select left_record_key as record_key, trust_rank, confidence from explained_edges
    union all
    select right_record_key as record_key, trust_rank, confidence from explained_edges
),

-- One bit for each kind: sets of kinds are few, so they are spelled once each.
ties as (
    select
        record_key,
        bit_or({{ bit_at('trust_rank') }}) as kinds,
        max(confidence) as confidence
    from ends
    group by record_key
),

kind_sets as (
    select kinds
    from ties
    group by kinds
),

spelled as (
    select
        kind_sets.kinds,
        {{ distinct_list('rules.identifier_type') }} as matched_by
    from kind_sets
    inner join rules
        on kind_sets.kinds & {{ bit_at('rules.trust_rank') }} > 0
    group by kind_sets.kinds
),

named as (
    select
        ties.record_key,
        spelled.matched_by,
        ties.confidence
    from ties
    inner join spelled on ties.kinds = spelled.kinds
)

select * from named
