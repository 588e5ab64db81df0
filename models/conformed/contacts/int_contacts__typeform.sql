with

responses as (select * from {{ ref('stg_typeform__responses') }}),

respondents as (
    select
        'typeform' as source_name,
        typeform_response_id as source_record_id,
        email,
        phone,
        cast(null as string) as first_name,
        cast(null as string) as last_name,
        cast(null as string) as salutation,
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
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        'shopify:' || shopify_customer_id as external_id,
        cast(null as string) as account_id,
        false as is_test,
        submitted_at as created_at,
        submitted_at as updated_at,
        cast(null as timestamp) as deleted_at
    from responses
    -- A sheet that says nothing about who filled it in is no person record.
    where coalesce(email, phone, shopify_customer_id) is not null
)

select * from respondents
