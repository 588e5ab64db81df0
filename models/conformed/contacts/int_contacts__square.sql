with

customers as (select * from {{ ref('stg_square__customers') }}),

deleted_customers as (select * from {{ ref('stg_square__deleted_customers') }}),

in_our_words as (
    select
        'square' as source_name,
        customers.square_customer_id as source_record_id,
        customers.email,
        customers.phone,
        customers.first_name,
        customers.last_name,
        customers.salutation,
        customers.birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        customers.company_name,
        customers.vat_id,
        customers.street,
        customers.house_number,
        customers.postal_code,
        customers.city,
        customers.country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- A merge is Square's own word on who is who, so it comes first; an id of
        -- another tool says which tool it is of: shopify:123.
        coalesce(
            'square:' || deleted_customers.merged_into_customer_id,
            case
                when customers.reference_id like '%_:_%' then customers.reference_id
            end
        ) as external_id,
        cast(null as string) as account_id,
        false as is_test,
        customers.created_at,
        customers.updated_at,
        deleted_customers.deleted_at
    from customers
    left outer join deleted_customers
        on customers.square_customer_id = deleted_customers.square_customer_id
)

select * from in_our_words
