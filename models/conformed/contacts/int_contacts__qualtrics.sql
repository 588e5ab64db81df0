with

responses as (select * from {{ ref('stg_qualtrics__responses') }}),

contacts as (select * from {{ ref('stg_qualtrics__contacts') }}),

people as (
    select
        qualtrics_contact_id as person_id,
        external_reference,
        email,
        phone,
        first_name,
        last_name,
        language,
        created_at,
        updated_at
    from contacts
    union all
    -- A response that says nothing about who gave it is no person record.
    select
        qualtrics_response_id as person_id,
        external_reference,
        email,
        null as phone,
        first_name,
        last_name,
        language,
        recorded_at as created_at,
        recorded_at as updated_at
    from responses
    where not is_preview and coalesce(email, external_reference) is not null
),

in_our_words as (
    select
        'qualtrics' as source_name,
        person_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        cast(null as string) as salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as street,
        cast(null as string) as house_number,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- Only an id that names its tool can be the id of another tool.
        case when external_reference like '%_:_%' then external_reference end
            as external_id,
        cast(null as string) as account_id,
        false as is_test,
        created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from people
)

select * from in_our_words
