with

exported_customers as (select * from {{ ref('stg_shopify__exported_customers') }}),

api_customers as (select * from {{ ref('stg_shopify__customers') }}),

accepted as (
    select
        shopify_customer_id,
        'marketing_email' as purpose,
        email,
        phone
    from exported_customers
    where accepts_email_marketing
    union all
    select
        shopify_customer_id,
        'marketing_sms' as purpose,
        email,
        phone
    from exported_customers
    where accepts_sms_marketing
),

unknown_to_api as (
    select
        accepted.shopify_customer_id,
        accepted.purpose,
        'granted' as status,
        -- A yes without a date counts from the earliest moment, so that any no stands.
        cast('1970-01-01 00:00:00' as timestamp) as changed_at,
        accepted.email,
        accepted.phone,
        cast(null as string) as method
    from accepted
    left outer join api_customers
        on accepted.shopify_customer_id = api_customers.shopify_customer_id
    where api_customers.shopify_customer_id is null
)

select * from unknown_to_api
