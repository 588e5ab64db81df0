with

details as (select * from {{ ref('int_customer_details') }}),

habits as (select * from {{ ref('int_customer_habits') }}),

spend as (select * from {{ ref('int_customer_spend') }}),

service as (select * from {{ ref('int_customer_service') }}),

consents as (select * from {{ ref('int_customer_consents') }}),

customer_households as (select * from {{ ref('int_customer_households') }}),

confidences as (select * from {{ ref('int_customer_confidences') }}),

granted as (
    select
        customer_id,
        bool_or(purpose = 'marketing_email' and is_granted)
            as has_marketing_email_consent,
        bool_or(purpose = 'marketing_post' and is_granted)
            as has_marketing_post_consent
    from consents
    group by customer_id
),

joined as (
    select
        details.customer_id,
        details.account_id,
        customer_households.household_id,
        details.first_name,
        details.last_name,
        details.salutation,
        coalesce(
            details.first_name,
            case
                when details.language = 'en' then 'there'
                else 'liebe Kundin, lieber Kunde'
            end
        ) as greeting_name,
        details.email,
        details.phone,
        details.birth_date,
        details.gender,
        details.language,
        details.company_name,
        details.vat_id,
        details.street,
        details.house_number,
        details.postal_code,
        details.city,
        details.country_code,
        details.loyalty_card_number,
        habits.main_channel,
        habits.main_sales_model,
        details.source_names,
        spend.currency,
        spend.net_sales_amount,
        cast(
            {{ safe_divide('spend.net_sales_amount', 'spend.order_count') }}
            as decimal(18, 4)
        ) as average_order_amount,
        confidences.confidence as identity_confidence,
        details.record_count,
        details.source_count,
        coalesce(habits.order_count, 0) as order_count,
        coalesce(service.service_contact_count, 0) as service_contact_count,
        coalesce(granted.has_marketing_email_consent, false)
            as has_marketing_email_consent,
        coalesce(granted.has_marketing_post_consent, false)
            as has_marketing_post_consent,
        coalesce(details.vat_id, details.company_name, details.account_id) is not null
        or coalesce(habits.main_sales_model = 'b2b', false) as is_business,
        habits.first_order_date,
        habits.last_order_date,
        details.first_seen_at
    from details
    left outer join habits on details.customer_id = habits.customer_id
    left outer join spend
        on details.customer_id = spend.customer_id and spend.is_main_currency
    left outer join service on details.customer_id = service.customer_id
    left outer join granted on details.customer_id = granted.customer_id
    left outer join confidences on details.customer_id = confidences.customer_id
    left outer join customer_households
        on details.customer_id = customer_households.customer_id
    where not details.is_test
)

select * from joined
