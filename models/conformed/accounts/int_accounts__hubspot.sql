with

companies as (select * from {{ ref('stg_hubspot__companies') }}),

in_our_words as (
    select
        'hubspot' as source_name,
        hubspot_company_id as source_account_id,
        company_name,
        vat_id,
        domain,
        hubspot_parent_company_id as parent_account_id,
        industry,
        street,
        postal_code,
        city,
        country_code,
        updated_at
    from companies
    where not is_archived
)

select * from in_our_words
