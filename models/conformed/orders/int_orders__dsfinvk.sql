with

receipts as (select * from {{ ref('stg_dsfinvk__transactions') }}),

in_our_words as (
    select
        'dsfinvk' as source_name,
        transaction_id as source_order_id,
        coalesce(ended_at, started_at, closing_created_at) as ordered_at,
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
            when is_void or lower(receipt_type) like '%storno%' then 'cancelled'
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
        case
            when is_void or lower(receipt_type) like '%storno%' then ended_at
        end as cancelled_at,
        closing_created_at as updated_at,
        receipt_number as order_number
    from receipts
)

select * from in_our_words
