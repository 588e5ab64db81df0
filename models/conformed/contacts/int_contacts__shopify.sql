with

api_customers as (select * from {{ ref('stg_shopify__customers') }}),

exported_customers as (select * from {{ ref('stg_shopify__exported_customers') }}),

-- Both tell of the same accounts; the API alone says when it was changed.
unknown_to_api as (
    select
        exported_customers.shopify_customer_id,
        exported_customers.email,
        exported_customers.phone,
        exported_customers.first_name,
        exported_customers.last_name,
        exported_customers.salutation,
        cast(null as string) as language,
        exported_customers.company_name,
        exported_customers.street,
        exported_customers.house_number,
        exported_customers.postal_code,
        exported_customers.city,
        exported_customers.country_code,
        cast(null as string) as loyalty_card_number,
        exported_customers.is_test,
        cast(null as timestamp) as created_at,
        cast(null as timestamp) as updated_at
    from exported_customers
    left outer join api_customers
        on exported_customers.shopify_customer_id = api_customers.shopify_customer_id
    where api_customers.shopify_customer_id is null
),

stacked as (
    {{ stack(
        ['api_customers', 'unknown_to_api'],
        [
            "'shopify' as source_name", 'shopify_customer_id as source_record_id',
            'email', 'phone', 'first_name', 'last_name', 'salutation',
            'cast(null as date) as birth_date', 'cast(null as string) as gender',
            'language', 'company_name', 'cast(null as string) as vat_id', 'street',
            'house_number', 'postal_code', 'city', 'country_code',
            'loyalty_card_number', 'cast(null as string) as device_id',
            'cast(null as string) as anonymous_id',
            'cast(null as string) as external_id',
            'cast(null as string) as account_id', 'is_test', 'created_at',
            'updated_at', 'cast(null as timestamp) as deleted_at',
        ]
    ) }}
)

select * from stacked
