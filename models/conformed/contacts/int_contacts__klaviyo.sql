with

profiles as (select * from {{ ref('stg_klaviyo__profiles') }}),

in_our_words as (
    select
        'klaviyo' as source_name,
        klaviyo_profile_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        language,
        organization as company_name,
        cast(null as string) as vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- Only an id that names its tool can be the id of another tool.
        case when external_id like '%_:_%' then external_id end as external_id,
        cast(null as string) as account_id,
        false as is_test,
        created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from profiles
)

select * from in_our_words
