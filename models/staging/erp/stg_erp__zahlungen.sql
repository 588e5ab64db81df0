with

source as ({{ newest_only(source('erp', 'zahlungen'), ['trim(belegnummer)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('belegnummer') }} as belegnummer,
        {{ clean_text('auftragsnummer') }} as auftragsnummer,
        lower({{ clean_text('herkunft') }}) as herkunft,
        -- attributes
        {{ clean_text('zahlungsart') }} as zahlungsart,
        upper({{ clean_text('waehrung') }}) as waehrung,
        -- amounts
        {{ to_decimal_german('betrag') }} as betrag,
        -- times
        {{ to_date('gebucht_am', '%d.%m.%Y') }} as gebucht_am
    from source
)

select * from renamed
