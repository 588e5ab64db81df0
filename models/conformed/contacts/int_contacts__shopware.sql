with

customers as (select * from {{ ref('stg_shopware__customers') }}),

recipients as (select * from {{ ref('stg_shopware__newsletter_recipients') }}),

customers_in_our_words as (
    select
        shopware_customer_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        birth_date,
        language,
        company_name,
        vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        is_test,
        created_at,
        updated_at
    from customers
),

-- A subscription names no customer; it is a record of its own, whose e-mail speaks.
recipients_in_our_words as (
    select
        'newsletter:' || shopware_newsletter_recipient_id as source_record_id,
        email,
        cast(null as string) as phone,
        first_name,
        last_name,
        salutation,
        cast(null as date) as birth_date,
        cast(null as string) as language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        street,
        house_number,
        postal_code,
        city,
        cast(null as string) as country_code,
        false as is_test,
        created_at,
        updated_at
    from recipients
),

stacked as (
    {{ stack(
        ['customers_in_our_words', 'recipients_in_our_words'],
        [
            "'shopware' as source_name", 'source_record_id', 'email', 'phone',
            'first_name', 'last_name', 'salutation', 'birth_date',
            'cast(null as string) as gender', 'language', 'company_name', 'vat_id',
            'street', 'house_number', 'postal_code', 'city', 'country_code',
            'cast(null as string) as loyalty_card_number',
            'cast(null as string) as device_id',
            'cast(null as string) as anonymous_id',
            'cast(null as string) as external_id',
            'cast(null as string) as account_id',
            'is_test', 'created_at', 'updated_at',
            'cast(null as timestamp) as deleted_at',
        ]
    ) }}
)

select * from stacked
