with

source as (
    {{ newest_only(
        source('dsfinvk', 'transactions'),
        ['z_kasse_id', 'z_nr', 'bon_id'],
        to_timestamp_utc('z_erstellung')
    ) }}
),

renamed as (
    select
        -- ids
        z_kasse_id || '-' || z_nr || '-' || bon_id as transaction_id,
        z_kasse_id || '-' || z_nr as cash_point_closing_id,
        z_kasse_id as cash_point_id,
        bon_id as receipt_id,
        {{ clean_text('bon_nr') }} as receipt_number,
        {{ clean_text('terminal_id') }} as terminal_id,
        {{ clean_text('bediener_id') }} as operator_id,
        {{ clean_text('kunde_id') }} as customer_id,
        -- The receipt that this one takes back, as the till prints it.
        {{ regexp_group('bon_notiz', '(?i)storno.*bon[ .:nr]*([0-9]+)', 1) }}
            as voided_receipt_id,
        {{ normalize_vat_id('kunde_ustid') }} as customer_vat_id,
        -- attributes
        {{ clean_text('bon_typ') }} as receipt_type,
        {{ clean_text('bon_name') }} as receipt_name,
        {{ clean_text('kunde_typ') }} as customer_type,
        {{ clean_text('kunde_name') }} as customer_name,
        {{ street_name('kunde_strasse') }} as customer_street,
        {{ house_number('kunde_strasse') }} as customer_house_number,
        {{ clean_text('kunde_plz') }} as customer_postal_code,
        {{ clean_text('kunde_ort') }} as customer_city,
        {{ country_code('kunde_land') }} as customer_country_code,
        {{ clean_text('bon_notiz') }} as note,
        -- amounts
        {{ to_decimal_german('ums_brutto') }} as gross_turnover_amount,
        -- flags
        coalesce({{ to_boolean('bon_storno') }}, false) as is_void,
        -- times
        {{ to_timestamp_utc('bon_start') }} as started_at,
        {{ to_timestamp_utc('bon_ende') }} as ended_at,
        {{ to_timestamp_utc('z_erstellung') }} as closing_created_at
    from source
)

select * from renamed
