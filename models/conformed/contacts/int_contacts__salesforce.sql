with

contacts as (select * from {{ ref('stg_salesforce__contacts') }}),

leads as (select * from {{ ref('stg_salesforce__leads') }}),

people as (
    select
        salesforce_contact_id as person_id,
        merged_into_contact_id as same_person_id,
        salesforce_account_id as account_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        cast(null as string) as company_name,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        is_deleted,
        created_at,
        updated_at
    from contacts
    union all
    select
        salesforce_lead_id as person_id,
        coalesce(converted_contact_id, merged_into_lead_id) as same_person_id,
        converted_account_id as account_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        cast(null as date) as birth_date,
        company_name,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        is_deleted,
        created_at,
        updated_at
    from leads
),

in_our_words as (
    select
        'salesforce' as source_name,
        person_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        company_name,
        cast(null as string) as vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        'salesforce:' || same_person_id as external_id,
        account_id,
        false as is_test,
        created_at,
        updated_at,
        case when is_deleted then updated_at end as deleted_at
    from people
)

select * from in_our_words
