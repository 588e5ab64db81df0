with

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

ends as (
    select left_record_key as record_key, trust_rank, confidence from explained_edges
    union all
    select right_record_key as record_key, trust_rank, confidence from explained_edges
),

ties as (
    select
        record_key,
        bit_or({{ bit_at('trust_rank') }}) as kinds,
        max(confidence) as confidence
    from ends
    group by record_key
)

select * from ties
