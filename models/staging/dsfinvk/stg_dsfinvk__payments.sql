with

source as (
    {{ newest_file_only(
        source('dsfinvk', 'datapayment'),
        ['z_kasse_id', 'z_nr', 'bon_id'],
        ['z_kasse_id', 'z_nr', 'bon_id', 'zahlart_typ', 'zahlart_name', 'zahlwaeh_code']
    ) }}
),

renamed as (
    select
        -- ids
        z_kasse_id || '-' || z_nr || '-' || bon_id as transaction_id,
        -- attributes
        {{ clean_text('zahlart_typ') }} as payment_type,
        {{ clean_text('zahlart_name') }} as payment_name,
        upper(coalesce({{ clean_text('zahlwaeh_code') }}, 'EUR')) as currency,
        -- amounts
        {{ to_decimal_german('zahlwaeh_betrag') }} as paid_amount,
        {{ to_decimal_german('basiswaeh_betrag') }} as base_currency_amount
    from source
)

select * from renamed
