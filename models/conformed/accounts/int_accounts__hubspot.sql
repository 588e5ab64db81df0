with

companies as (select * from {{ ref('stg_hubspot__companies') }}),

exports as (select * from {{ ref('stg_hubspot__company_exports') }}),

told as (
    select
        hubspot_company_id,
        company_name,
        vat_id,
        domain,
        hubspot_parent_company_id,
        industry,
        street,
        postal_code,
        city,
        country_code,
        updated_at
    from companies
    where not is_archived
    union all
    -- The API's objects speak for every company that they hold.
    select
        exports.hubspot_company_id,
        exports.company_name,
        null as vat_id,
        exports.domain,
        exports.hubspot_parent_company_id,
        exports.industry,
        exports.street,
        exports.postal_code,
        exports.city,
        exports.country_code,
        exports.updated_at
    from exports
    left outer join companies
        on exports.hubspot_company_id = companies.hubspot_company_id
    where companies.hubspot_company_id is null
),

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
    from told
)

select * from in_our_words
