with

customers as (select * from {{ ref('stg_shopify__customers') }}),

in_our_words as (
    select
        'shopify' as source_name,
        shopify_customer_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        language,
        company_name,
        cast(null as string) as vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id,
        cast(null as string) as account_id,
        is_test,
        created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from customers
)

select * from in_our_words
