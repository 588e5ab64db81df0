with

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

-- Several ties of two records are one partner, known as surely as by the surest.
pairs as (
    select
        left_record_key,
        right_record_key,
        bit_or({{ bit_at('trust_rank') }}) as kinds,
        max(confidence) as confidence
    from explained_edges
    group by left_record_key, right_record_key
),

ends as (
    select left_record_key as record_key, kinds, confidence from pairs
    union all
    select right_record_key as record_key, kinds, confidence from pairs
),

ties as (
    select
        record_key,
        bit_or(kinds) as kinds,
        count(*) as partner_count,
        min(confidence) as weakest_confidence,
        max(confidence) as confidence
    from ends
    group by record_key
)

select * from ties
