with

contacts as (select * from {{ ref('stg_template__contacts') }}),

in_our_words as (
    select
        source_name,
        source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        gender,
        language,
        company_name,
        vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        device_id,
        anonymous_id,
        external_id,
        account_id,
        is_test,
        created_at,
        updated_at,
        deleted_at
    from contacts
)

select * from in_our_words
