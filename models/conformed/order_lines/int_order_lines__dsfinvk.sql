with

lines as (select * from {{ ref('stg_dsfinvk__transaction_lines') }}),

receipts as (select * from {{ ref('stg_dsfinvk__transactions') }}),

taxes as (select * from {{ ref('stg_dsfinvk__transaction_line_taxes') }}),

taxed as (
    select
        transaction_line_id,
        cast(sum(tax_amount) as decimal(18, 4)) as tax_amount
    from taxes
    group by transaction_line_id
),

dated as (
    select
        lines.transaction_line_id,
        lines.transaction_id,
        lines.quantity,
        lines.unit_price_amount,
        lines.article_number,
        lines.gtin,
        lines.article_text,
        taxed.tax_amount,
        coalesce(lines.business_case_type, 'Umsatz') as business_case_type,
        coalesce(receipts.ended_at, lines.closing_created_at) as line_at
    from lines
    left outer join receipts
        on lines.transaction_id = receipts.transaction_id
    left outer join taxed
        on lines.transaction_line_id = taxed.transaction_line_id
),

in_our_words as (
    select
        'dsfinvk' as source_name,
        transaction_line_id as source_order_line_id,
        transaction_id as source_order_id,
        quantity,
        -- The till writes a discount as a line of its own with a negative price;
        -- ours is a line without a price whose discount is positive.
        case
            when business_case_type = 'Rabatt' then cast(0 as decimal(18, 4))
            else unit_price_amount
        end as unit_price_amount,
        article_number as product_id,
        article_number as sku,
        gtin,
        article_text as product_name,
        case
            when business_case_type = 'Rabatt'
                then cast(-quantity * unit_price_amount as decimal(18, 4))
            else cast(0 as decimal(18, 4))
        end as discount_amount,
        tax_amount,
        case
            when business_case_type in (
                'MehrzweckgutscheinKauf', 'EinzweckgutscheinKauf'
            ) then 'voucher_sale'
            when business_case_type in (
                'MehrzweckgutscheinEinloesung', 'EinzweckgutscheinEinloesung'
            ) then 'voucher_redemption'
            when business_case_type = 'Umsatz' and quantity < 0 then 'return'
            when business_case_type in ('Umsatz', 'Rabatt') then 'sale'
            else 'fee'
        end as line_type,
        line_at,
        cast(null as string) as return_reason
    from dated
)

select * from in_our_words
