with

source as (
    {{ newest_only(
        source('erp', 'bestand'),
        ['trim(artikelnummer)', 'trim(lagerort)', 'trim(stand)']
    ) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('artikelnummer') }} as artikelnummer,
        {{ clean_text('lagerort') }} as lagerort,
        {{ clean_text('ean') }} as ean,
        -- amounts
        {{ to_decimal_german('bestand') }} as bestand,
        {{ to_decimal_german('reserviert') }} as reserviert,
        -- times
        {{ to_timestamp_utc('stand', 'Europe/Berlin', '%d.%m.%Y %H:%M') }} as stand_am
    from source
)

select * from renamed
