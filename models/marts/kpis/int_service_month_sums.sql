with

service_contacts as (select * from {{ ref('service_contacts') }}),

contacts as (
    select
        {{ month_of('opened_date') }} as month,
        coalesce(channel, 'unknown') as channel,
        coalesce(sales_model, 'unknown') as sales_model,
        coalesce(currency, 'XXX') as currency,
        cost_amount,
        is_first_contact_resolved
    from service_contacts
    where not is_test
),

summed as (
    select
        month,
        case when grouping(channel) = 1 then 'all' else channel end as channel,
        case when grouping(sales_model) = 1 then 'all' else sales_model end
            as sales_model,
        currency,
        cast(coalesce(sum(cost_amount), 0) as decimal(18, 4)) as service_cost_amount,
        count(*) as contact_count,
        count(cost_amount) as costed_contact_count,
        count(is_first_contact_resolved) as judged_contact_count,
        count(*) filter (where is_first_contact_resolved)
            as first_contact_resolved_count
    from contacts
    group by month, currency, cube(channel, sales_model)
)

select * from summed
