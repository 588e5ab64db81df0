with

source as (
    {{ newest_file_only(
        source('dsfinvk', 'lines'),
        ['z_kasse_id', 'z_nr', 'bon_id'],
        ['z_kasse_id', 'z_nr', 'bon_id', 'pos_zeile']
    ) }}
),

renamed as (
    select
        -- ids
        z_kasse_id || '-' || z_nr || '-' || bon_id || '-' || pos_zeile
            as transaction_line_id,
        z_kasse_id || '-' || z_nr || '-' || bon_id as transaction_id,
        {{ clean_text('art_nr') }} as article_number,
        {{ clean_text('gtin') }} as gtin,
        {{ clean_text('gutschein_nr') }} as voucher_number,
        {{ clean_text('warengr_id') }} as product_group_id,
        -- attributes
        {{ clean_text('artikeltext') }} as article_text,
        {{ clean_text('gv_typ') }} as business_case_type,
        {{ clean_text('gv_name') }} as business_case_name,
        {{ clean_text('warengr') }} as product_group,
        {{ clean_text('einheit') }} as unit,
        -- amounts
        cast(
            {{ to_decimal_german('menge') }}
            * coalesce({{ to_decimal_german('faktor') }}, 1) as decimal(18, 4)
        ) as quantity,
        {{ to_decimal_german('stk_br') }} as unit_price_amount,
        -- flags
        coalesce({{ to_boolean('p_storno') }}, false) as is_void,
        -- times
        {{ to_timestamp_utc('z_erstellung') }} as closing_created_at
    from source
)

select * from renamed
