with

records as (select * from {{ ref('int_identity_records') }}),

current_ids as (select * from {{ ref('int_customer_current_ids') }}),

ties as (select * from {{ ref('int_identity_ties') }}),

rules as (select * from {{ ref('identity_rules') }}),

kind_sets as (
    select kinds
    from ties
    group by kinds
),

-- Sets of kinds are few, so they are spelled once each.
spelled as (
    select
        kind_sets.kinds,
        {{ distinct_list('rules.identifier_type') }} as matched_by
    from kind_sets
    inner join rules
        on kind_sets.kinds & {{ bit_at('rules.trust_rank') }} > 0
    group by kind_sets.kinds
),

assigned as (
    select
        records.record_key,
        records.source_name,
        records.source_record_id,
        current_ids.customer_id,
        coalesce(spelled.matched_by, 'alone') as matched_by,
        -- A record alone is surely itself.
        cast(coalesce(ties.confidence, 1) as decimal(18, 4)) as confidence,
        records.is_test,
        current_ids.assigned_at
    from records
    inner join current_ids on records.record_key = current_ids.record_key
    left join ties on records.record_key = ties.record_key
    left join spelled on ties.kinds = spelled.kinds
)

select * from assigned
