with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

people as (select * from {{ ref('customers') }}),

rules as (select * from {{ ref('identity_rules') }}),

kind_sets as (
    select kinds
    from customer_ids
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

joined as (
    select
        customer_ids.source_name,
        customer_ids.source_record_id,
        customer_ids.customer_id,
        coalesce(spelled.matched_by, 'alone') as matched_by,
        customer_ids.confidence,
        customer_ids.assigned_at
    from customer_ids
    inner join people on customer_ids.customer_id = people.customer_id
    left join spelled on customer_ids.kinds = spelled.kinds
)

select * from joined
