with

contacts as (select * from {{ ref('int_contacts') }}),

keyed as (
    select
        {{ record_key('source_name', 'source_record_id') }} as record_key,
        {{ record_key_of('trim(external_id)') }} as named_record_key,
        source_name,
        source_record_id,
        email,
        phone,
        first_name,
        last_name,
        birth_date,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        vat_id,
        device_id,
        anonymous_id,
        external_id,
        is_test,
        created_at
    from contacts
)

select * from keyed
