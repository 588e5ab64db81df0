with

contacts as (select * from {{ ref('stg_hubspot__contacts') }}),

in_our_words as (
    select
        'hubspot' as source_name,
        hubspot_contact_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        gender,
        language,
        company_name,
        vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        'shopify:' || shopify_customer_id as external_id,
        hubspot_company_id as account_id,
        is_test,
        created_at,
        updated_at,
        case when is_archived then coalesce(archived_at, updated_at) end as deleted_at
    from contacts
)

select * from in_our_words
