with

features as (select * from {{ ref('int_identity_features') }}),

beliefs as (select * from {{ ref('int_identity_beliefs') }}),

names as (
    select
        'first_name' as field,
        given_name_key as name_key
    from features
    where given_name_key is not null
    union all
    select
        'last_name' as field,
        last_name_key as name_key
    from features
    where last_name_key is not null
),

counted as (
    select
        field,
        name_key,
        count(*) as record_count
    from names
    group by field, name_key
),

totals as (
    select
        field,
        sum(record_count) as record_count
    from counted
    group by field
),

-- To share a rare name says more than to share a common one.
weighed as (
    select
        counted.field,
        counted.name_key,
        cast(
            ln(
                cast(beliefs.probability as double)
                * totals.record_count / counted.record_count
            ) as decimal(18, 4)
        ) as weight
    from counted
    inner join totals on counted.field = totals.field
    inner join beliefs
        on
            counted.field = beliefs.field
            and beliefs.parameter = 'stranger'
            and beliefs.level = 'same'
)

select * from weighed
