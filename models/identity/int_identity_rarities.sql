with

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

beliefs as (select * from {{ ref('int_identity_beliefs') }}),

spelled as (
    select
        first_name_number as name_number,
        'first_name' as field,
        count(*) as record_count
    from features
    group by first_name_number
    union all
    select
        last_name_number as name_number,
        'last_name' as field,
        count(*) as record_count
    from features
    group by last_name_number
),

keyed as (
    select
        spelled.field,
        case spelled.field
            when 'first_name' then names.given_name_key else names.name_key
        end as name_key,
        spelled.record_count
    from spelled
    inner join names on spelled.name_number = names.name_number
),

counted as (
    select
        field,
        name_key,
        sum(record_count) as record_count
    from keyed
    where name_key is not null
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
        {{ rarity_key('counted.field', 'counted.name_key') }} as rarity_key,
        counted.field,
        counted.name_key,
        cast(
            ln(
                cast(beliefs.probability as double)
                * {{ roughly('totals.record_count') }}
                / {{ roughly('counted.record_count') }}
            ) as decimal(8, 4)
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
