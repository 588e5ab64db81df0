with

features as (select * from {{ ref('int_identity_features') }}),

chance as (select * from {{ ref('int_identity_chance') }}),

policy as (select * from {{ ref('scoring_policy') }}),

shared_values as (
    select record_key, 'address ' || address_key as shared_value from features
    union all
    select record_key, 'phone ' || phone as shared_value from features
    union all
    select record_key, 'email ' || email as shared_value from features
    union all
    select record_key, 'card ' || loyalty_card as shared_value from features
),

sized as (
    select shared_values.shared_value
    from shared_values
    cross join policy
    where shared_values.shared_value is not null
    group by 1
    having count(*) between 2 and max(policy.max_groups_per_block)
),

usable as (
    select
        shared_values.record_key,
        shared_values.shared_value
    from shared_values
    inner join sized on shared_values.shared_value = sized.shared_value
),

pairs as (
    select
        left_usable.record_key as left_record_key,
        right_usable.record_key as right_record_key
    from usable as left_usable
    inner join usable as right_usable
        on
            left_usable.shared_value = right_usable.shared_value
            and left_usable.record_key < right_usable.record_key
    group by 1, 2
),

compared as (
    select {{ evidence_levels('left_features', 'right_features') }}
    from pairs
    inner join features as left_features
        on pairs.left_record_key = left_features.record_key
    inner join features as right_features
        on pairs.right_record_key = right_features.record_key
),

-- Settled by exact keys or not: all of them tell how often a home means one person.
counted as (
    select
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        count(*) as pair_count
    from compared
    group by 1, 2, 3, 4, 5, 6, 7
),

weighed as (
    select
        counted.first_name,
        counted.last_name,
        counted.birth_date,
        counted.place,
        counted.phone,
        counted.email,
        counted.loyalty_card,
        counted.pair_count,
        coalesce(first_names.weight, 0) as first_name_weight,
        coalesce(birth_dates.weight, 0) as birth_date_weight,
        coalesce(cards.weight, 0) as loyalty_card_weight
    from counted
    left join chance as first_names
        on first_names.field = 'first_name' and counted.first_name = first_names.level
    left join chance as birth_dates
        on birth_dates.field = 'birth_date' and counted.birth_date = birth_dates.level
    left join chance as cards
        on cards.field = 'loyalty_card' and counted.loyalty_card = cards.level
)

select * from weighed
