with

orders as (select * from {{ ref('orders') }}),

service_contacts as (select * from {{ ref('service_contacts') }}),

survey_responses as (select * from {{ ref('survey_responses') }}),

digits as (
    select ten.digit
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (digit)
),

-- Ten thousand months: no stray date from long ago can cut off the present.
numbers as (
    select
        ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit
            as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

days as (
    select order_date as day
    from orders
    where is_valid
    union all
    select opened_date as day
    from service_contacts
    where not is_test
    union all
    select response_date as day
    from survey_responses
    where is_valid
),

bounds as (
    select
        {{ month_of('min(day)') }} as first_month,
        {{ month_of('max(day)') }} as last_month_with_data,
        {{ month_of(business_date(as_of())) }} as current_month
    from days
),

counted as (
    select
        bounds.last_month_with_data,
        bounds.current_month,
        {{ add_months('bounds.first_month', 'numbers.number') }} as month
    from bounds
    cross join numbers
    where bounds.first_month is not null
),

months as (
    select
        month,
        month < current_month as is_complete
    from counted
    where month < current_month or month <= last_month_with_data
)

select * from months
