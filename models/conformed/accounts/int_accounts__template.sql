with

accounts as (select * from {{ ref('stg_template__accounts') }}),

in_our_words as (
    select
        source_name,
        source_account_id,
        company_name,
        vat_id,
        domain,
        parent_account_id,
        industry,
        street,
        postal_code,
        city,
        country_code,
        updated_at
    from accounts
)

select * from in_our_words
