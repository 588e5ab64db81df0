with

source as (
    {{ newest_only(
        source('dsfinvk', 'cashpointclosing'),
        ['z_kasse_id', 'z_nr'],
        to_timestamp_utc('z_erstellung')
    ) }}
),

renamed as (
    select
        -- ids
        z_kasse_id || '-' || z_nr as cash_point_closing_id,
        z_kasse_id as cash_point_id,
        z_nr as closing_number,
        {{ normalize_vat_id('ustid') }} as vat_id,
        -- attributes
        taxonomie_version as taxonomy_version,
        {{ clean_text('name') }} as company_name,
        {{ street_name('strasse') }} as street,
        {{ clean_text('plz') }} as postal_code,
        {{ clean_text('ort') }} as city,
        {{ country_code('land') }} as country_code,
        -- amounts
        {{ to_decimal_german('z_se_zahlungen') }} as payments_amount,
        {{ to_decimal_german('z_se_barzahlungen') }} as cash_payments_amount,
        -- times
        {{ to_date('z_buchungstag') }} as booking_date,
        {{ to_timestamp_utc('z_erstellung') }} as created_at
    from source
)

select * from renamed
