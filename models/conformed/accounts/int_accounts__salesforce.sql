with

accounts as (select * from {{ ref('stg_salesforce__accounts') }}),

in_our_words as (
    select
        'salesforce' as source_name,
        salesforce_account_id as source_account_id,
        account_name as company_name,
        vat_id,
        domain,
        salesforce_parent_account_id as parent_account_id,
        industry,
        street,
        postal_code,
        city,
        country_code,
        updated_at
    from accounts
    where not is_deleted
)

select * from in_our_words
