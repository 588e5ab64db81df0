with

source_contacts as (select * from {{ ref('int_service_contacts') }}),

feedback_orders as (select * from {{ ref('int_feedback_orders') }}),

outcomes as (select * from {{ ref('int_service_contact_outcomes') }}),

details as (select * from {{ ref('int_customer_details') }}),

article_skus as (select * from {{ ref('int_article_skus') }}),

cost_rates as (select * from {{ ref('service_cost_rates') }}),

joined as (
    select
        source_contacts.source_name || ':' || source_contacts.source_contact_id
            as service_contact_id,
        source_contacts.source_name,
        source_contacts.source_contact_id,
        outcomes.customer_id,
        feedback_orders.order_id,
        article_skus.product_id,
        coalesce(source_contacts.channel, 'other') as contact_channel,
        coalesce(cost_rates.contact_channel, 'other') as rate_channel,
        coalesce(feedback_orders.channel, 'unknown') as channel,
        coalesce(feedback_orders.sales_model, 'unknown') as sales_model,
        source_contacts.reason,
        source_contacts.status,
        source_contacts.handle_minutes,
        source_contacts.reopen_count,
        source_contacts.public_reply_count,
        source_contacts.currency as stated_currency,
        source_contacts.cost_amount as stated_cost_amount,
        coalesce(details.is_test, false) as is_test,
        outcomes.is_first_contact_resolved,
        {{ business_date('source_contacts.opened_at') }} as opened_date,
        source_contacts.opened_at,
        source_contacts.first_replied_at,
        source_contacts.solved_at
    from source_contacts
    left outer join outcomes
        on
            source_contacts.source_name = outcomes.source_name
            and source_contacts.source_contact_id = outcomes.source_contact_id
    left outer join feedback_orders
        on
            source_contacts.source_name = feedback_orders.source_name
            and source_contacts.source_contact_id = feedback_orders.fact_id
            and feedback_orders.fact_type = 'service_contact'
    left outer join details on outcomes.customer_id = details.customer_id
    left outer join article_skus on source_contacts.sku = article_skus.sku
    left outer join cost_rates on source_contacts.channel = cost_rates.contact_channel
),

-- What the tool does not know costs the rate of its channel: a fixed part per
-- contact and the minutes worked.
costed as (
    select
        joined.service_contact_id,
        joined.source_name,
        joined.source_contact_id,
        joined.customer_id,
        joined.order_id,
        joined.product_id,
        joined.contact_channel,
        joined.channel,
        joined.sales_model,
        joined.reason,
        joined.status,
        joined.handle_minutes,
        joined.reopen_count,
        joined.public_reply_count,
        case
            when joined.stated_cost_amount is null then rates.currency
            else coalesce(joined.stated_currency, rates.currency)
        end as currency,
        cast(
            coalesce(
                joined.stated_cost_amount,
                rates.contact_amount
                + rates.minute_amount * coalesce(joined.handle_minutes, 0)
            ) as decimal(18, 4)
        ) as cost_amount,
        joined.is_test,
        joined.is_first_contact_resolved,
        joined.opened_date,
        joined.opened_at,
        joined.first_replied_at,
        joined.solved_at
    from joined
    inner join cost_rates as rates on joined.rate_channel = rates.contact_channel
)

select * from costed
