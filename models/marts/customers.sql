with

nothing_yet as (
    select
        cast(null as string) as customer_id,
        cast(null as string) as account_id,
        cast(null as string) as first_name,
        cast(null as string) as last_name,
        cast(null as string) as salutation,
        cast(null as string) as greeting_name,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as street,
        cast(null as string) as house_number,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as main_channel,
        cast(null as string) as main_sales_model,
        cast(null as string) as source_names,
        cast(null as string) as currency,
        cast(null as decimal(18, 4)) as net_sales_amount,
        cast(null as decimal(18, 4)) as average_order_amount,
        cast(null as bigint) as record_count,
        cast(null as bigint) as source_count,
        cast(null as bigint) as order_count,
        cast(null as bigint) as service_contact_count,
        cast(null as boolean) as has_marketing_email_consent,
        cast(null as boolean) as has_marketing_post_consent,
        cast(null as boolean) as is_business,
        cast(null as date) as first_order_date,
        cast(null as date) as last_order_date,
        cast(null as timestamp) as first_seen_at
    where 1 = 0
)

select * from nothing_yet
