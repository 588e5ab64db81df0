with

exports as (select * from {{ ref('stg_hubspot__contact_exports') }}),

contacts as (select * from {{ ref('stg_hubspot__contacts') }}),

in_our_words as (
    select
        'hubspot' as source_name,
        exports.hubspot_contact_id as source_record_id,
        exports.email,
        exports.phone,
        exports.first_name,
        exports.last_name,
        exports.salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        exports.language,
        exports.company_name,
        cast(null as string) as vat_id,
        exports.street,
        exports.house_number,
        exports.postal_code,
        exports.city,
        exports.country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id,
        exports.hubspot_company_id as account_id,
        false as is_test,
        exports.created_at,
        exports.updated_at,
        cast(null as timestamp) as deleted_at
    from exports
    left outer join contacts
        on exports.hubspot_contact_id = contacts.hubspot_contact_id
    where contacts.hubspot_contact_id is null
)

select * from in_our_words
