with

members as (select * from {{ ref('stg_loyalty__members') }}),

in_our_words as (
    select
        'loyalty' as source_name,
        card_number as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        card_number as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id,
        cast(null as string) as account_id,
        false as is_test,
        {{ to_timestamp_utc('cast(joined_on as string)') }} as created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from members
)

select * from in_our_words
