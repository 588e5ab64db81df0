with

source as (
    {{ newest_only(
        source('template', 'order_lines'), ['source_name', 'trim(source_order_line_id)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_order_line_id') }} as source_order_line_id,
        {{ clean_text('source_order_id') }} as source_order_id,
        {{ clean_text('product_id') }} as product_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('gtin') }} as gtin,
        -- attributes
        {{ clean_text('product_name') }} as product_name,
        lower({{ clean_text('line_type') }}) as line_type,
        {{ clean_text('return_reason') }} as return_reason,
        -- amounts
        {{ to_decimal('quantity') }} as quantity,
        {{ to_decimal('unit_price_amount') }} as unit_price_amount,
        {{ to_decimal('discount_amount') }} as discount_amount,
        {{ to_decimal('tax_amount') }} as tax_amount,
        -- times
        {{ to_timestamp_utc('line_at') }} as line_at
    from source
)

select * from renamed
