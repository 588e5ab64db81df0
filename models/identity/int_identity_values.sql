with

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

blocked_values as (select * from {{ ref('int_identity_blocked_values') }}),

lent_cards as (select * from {{ ref('int_identity_lent_cards') }}),

rules as (select * from {{ ref('identity_rules') }}),

ruled as (
    select
        shared_values.trust_rank,
        shared_values.identifier_key,
        coalesce(blocked_values.reason, lent_cards.reason) as reason,
        case
            when shared_values.record_count > rules.max_records_per_value
                then 'too_many_records'
            when shared_values.name_count > rules.max_names_per_value
                then 'too_many_names'
        end as crowd
    from shared_values
    inner join rules on shared_values.trust_rank = rules.trust_rank
    left join blocked_values
        on shared_values.identifier_key = blocked_values.identifier_key
    left join lent_cards
        on shared_values.identifier_key = lent_cards.identifier_key
),

-- Whoever reads this is touched by what it says, so that it counts nothing.
judged as (
    select
        trust_rank,
        identifier_key,
        case when reason <> 'whole_family' then reason else crowd end as skip_reason,
        coalesce(reason = 'whole_family', false) as needs_names
    from ruled
    where coalesce(reason, crowd) is not null
)

select * from judged
