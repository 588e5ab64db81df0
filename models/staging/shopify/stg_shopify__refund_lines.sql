with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

refunds as (
    select
        id as order_id,
        taxes_included,
        {{ json_elements('refunds') }} as refund
    from source
),

exploded as (
    select
        order_id,
        taxes_included,
        {{ json_str('refund', 'id') }} as refund_id,
        {{ json_str('refund', 'note') }} as note,
        {{ json_str('refund', 'created_at') }} as created_at,
        {{ json_elements(json_str('refund', 'refund_line_items')) }} as line
    from refunds
),

unpacked as (
    select
        order_id,
        refund_id,
        note,
        created_at,
        {{ json_str('line', 'id') }} as id,
        {{ json_str('line', 'line_item_id') }} as line_item_id,
        {{ json_str('line', 'location_id') }} as location_id,
        {{ json_str('line', 'restock_type') }} as restock_type,
        {{ to_decimal(json_str('line', 'quantity')) }} as quantity,
        {{ to_decimal(json_str('line', 'subtotal')) }} as subtotal,
        {{ to_decimal(json_str('line', 'total_tax')) }} as total_tax,
        coalesce({{ to_boolean('taxes_included') }}, true) as has_taxes_included
    from exploded
),

renamed as (
    select
        -- ids
        id as shopify_refund_line_id,
        refund_id as shopify_refund_id,
        order_id as shopify_order_id,
        line_item_id as shopify_order_line_id,
        {{ clean_text('location_id') }} as shopify_location_id,
        -- attributes
        {{ clean_text('note') }} as note,
        lower({{ clean_text('restock_type') }}) as restock_type,
        -- amounts
        quantity,
        case
            when has_taxes_included then subtotal
            else cast(subtotal + coalesce(total_tax, 0) as decimal(18, 4))
        end as refunded_amount,
        total_tax as tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as refunded_at
    from unpacked
)

select * from renamed
