with

organizations as (select * from {{ ref('stg_zendesk__organizations') }}),

in_our_words as (
    select
        'zendesk' as source_name,
        zendesk_organization_id as source_account_id,
        organization_name as company_name,
        vat_id,
        domain,
        cast(null as string) as parent_account_id,
        cast(null as string) as industry,
        cast(null as string) as street,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        updated_at
    from organizations
    where deleted_at is null
)

select * from in_our_words
