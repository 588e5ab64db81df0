with

candidates as (select * from {{ ref('int_identity_later_candidates') }}),

weights as (select * from {{ ref('int_identity_weights') }}),

patterns as (
    select
        pattern_id,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        count(*) as pair_count
    from candidates
    group by 1, 2, 3, 4, 5, 6, 7, 8
),

told as (
    {{ levels_in_rows('patterns') }}
),

-- What is unknown speaks neither way.
summed_up as (
    select
        told.pattern_id,
        sum(case when weights.kind = 'person' then weights.weight else 0 end)
            as person_weight,
        sum(case when weights.kind = 'household' then weights.weight else 0 end)
            as household_weight,
        sum(case when weights.kind = 'namesake' then weights.weight else 0 end)
            as namesake_weight,
        sum(case when weights.kind = 'twin' then weights.weight else 0 end)
            as twin_weight
    from told
    inner join weights on told.field = weights.field and told.level = weights.level
    group by 1
),

shares as (
    select
        sum(case when kind = 'person' then weight else 0 end) as person_weight,
        sum(case when kind = 'household' then weight else 0 end) as household_weight,
        sum(case when kind = 'namesake' then weight else 0 end) as namesake_weight,
        sum(case when kind = 'twin' then weight else 0 end) as twin_weight
    from weights
    where field = 'kind'
),

weighed as (
    select
        patterns.pattern_id,
        patterns.first_name,
        patterns.last_name,
        patterns.birth_date,
        patterns.place,
        patterns.phone,
        patterns.email,
        patterns.loyalty_card,
        patterns.pair_count,
        shares.person_weight + coalesce(summed_up.person_weight, 0) as person_weight,
        shares.household_weight + coalesce(summed_up.household_weight, 0)
            as household_weight,
        shares.namesake_weight + coalesce(summed_up.namesake_weight, 0)
            as namesake_weight,
        shares.twin_weight + coalesce(summed_up.twin_weight, 0) as twin_weight
    from patterns
    cross join shares
    left join summed_up on patterns.pattern_id = summed_up.pattern_id
)

select * from weighed
