with

receipts as (select * from {{ ref('stg_dsfinvk__transactions') }}),

voids as (
    select
        originals.transaction_id,
        min(receipts.ended_at) as voided_at
    from receipts
    inner join receipts as originals
        on
            receipts.cash_point_id = originals.cash_point_id
            and receipts.voided_receipt_id = originals.receipt_id
            and receipts.ended_at >= originals.ended_at
    where receipts.is_void
    group by originals.transaction_id
),

dated as (
    select
        receipts.transaction_id,
        receipts.cash_point_id,
        receipts.receipt_number,
        receipts.receipt_type,
        receipts.customer_id,
        receipts.customer_type,
        receipts.customer_vat_id,
        receipts.gross_turnover_amount,
        receipts.closing_created_at,
        coalesce(receipts.ended_at, receipts.started_at, receipts.closing_created_at)
            as ordered_at,
        -- A void and the receipt it takes back are both cancelled, the sum is zero.
        case
            when receipts.is_void or lower(receipts.receipt_type) like '%storno%'
                then receipts.ended_at
            else voids.voided_at
        end as cancelled_at
    from receipts
    left outer join voids
        on receipts.transaction_id = voids.transaction_id
),

in_our_words as (
    select
        'dsfinvk' as source_name,
        transaction_id as source_order_id,
        ordered_at,
        -- A German till keeps its books in euro, whatever the customer paid with.
        'EUR' as currency,
        customer_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        customer_id as loyalty_card_number,
        'store' as channel,
        cash_point_id as store_id,
        case
            when lower(customer_type) = 'firma' or customer_vat_id is not null
                then 'b2b'
            else 'b2c'
        end as sales_model,
        case
            when cancelled_at is not null then 'cancelled'
            when receipt_type = 'AVBestellung' then 'open'
            when gross_turnover_amount < 0 then 'returned'
            else 'fulfilled'
        end as status,
        coalesce(receipt_type = 'AVTraining', false) as is_test,
        cast(null as decimal(18, 4)) as gross_amount,
        cast(null as decimal(18, 4)) as discount_amount,
        cast(null as decimal(18, 4)) as tax_amount,
        cast(null as decimal(18, 4)) as shipping_amount,
        gross_turnover_amount as total_amount,
        cast(null as string) as promotion_codes,
        cast(null as string) as landing_site,
        cast(null as string) as referring_site,
        cancelled_at,
        closing_created_at as updated_at,
        receipt_number as order_number
    from dated
)

select * from in_our_words
