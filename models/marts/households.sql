with

people as (select * from {{ ref('customers') }}),

oldest_first as (
    select
        household_id,
        last_name,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        count(*) over (partition by household_id) as member_count,
        row_number() over (
            partition by household_id
            order by first_seen_at asc nulls last, customer_id asc
        ) as place
    from people
    where household_id is not null
),

households as (
    select
        household_id,
        last_name,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        member_count
    from oldest_first
    where place = 1
)

select * from households
