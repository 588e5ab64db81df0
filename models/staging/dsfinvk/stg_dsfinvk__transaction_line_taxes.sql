with

source as (
    {{ newest_file_only(
        source('dsfinvk', 'lines_vat'),
        ['z_kasse_id', 'z_nr', 'bon_id'],
        ['z_kasse_id', 'z_nr', 'bon_id', 'pos_zeile', 'ust_schluessel']
    ) }}
),

renamed as (
    select
        -- ids
        z_kasse_id || '-' || z_nr || '-' || bon_id || '-' || pos_zeile
            as transaction_line_id,
        {{ clean_text('ust_schluessel') }} as tax_key,
        -- amounts
        {{ to_decimal_german('pos_brutto') }} as gross_amount,
        {{ to_decimal_german('pos_netto') }} as net_amount,
        {{ to_decimal_german('pos_ust') }} as tax_amount
    from source
)

select * from renamed
