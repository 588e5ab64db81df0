with

customers as (select * from {{ ref('stg_square__customers') }}),

in_our_words as (
    select
        'square' as source_name,
        square_customer_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        company_name,
        vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- An id of another tool says which tool: shopify:123.
        case when reference_id like '%_:_%' then reference_id end as external_id,
        cast(null as string) as account_id,
        false as is_test,
        created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from customers
)

select * from in_our_words
