with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        coalesce(processed_at, created_at) as processed_at,
        taxes_included,
        {{ json_elements('line_items') }} as line
    from source
),

unpacked as (
    select
        order_id,
        processed_at,
        {{ json_str('line', 'id') }} as id,
        {{ json_str('line', 'product_id') }} as product_id,
        {{ json_str('line', 'variant_id') }} as variant_id,
        {{ json_str('line', 'sku') }} as sku,
        coalesce({{ json_str('line', 'title') }}, {{ json_str('line', 'name') }})
            as title,
        {{ to_decimal(json_str('line', 'quantity')) }} as quantity,
        {{ to_decimal(json_str('line', 'price')) }} as price,
        coalesce(
            {{ json_sum(json_str('line', 'discount_allocations'), 'amount') }},
            {{ to_decimal(json_str('line', 'total_discount')) }},
            0
        ) as discount,
        {{ json_sum(json_str('line', 'tax_lines'), 'price') }} as tax,
        case
            when coalesce({{ to_boolean('taxes_included') }}, true) then 0
            else coalesce({{ json_sum(json_str('line', 'tax_lines'), 'rate') }}, 0)
        end as missing_tax_rate,
        coalesce({{ to_boolean(json_str('line', 'gift_card')) }}, false) as is_gift_card
    from exploded
),

renamed as (
    select
        -- ids
        id as shopify_order_line_id,
        order_id as shopify_order_id,
        product_id as shopify_product_id,
        variant_id as shopify_variant_id,
        {{ clean_text('sku') }} as sku,
        -- attributes
        {{ clean_text('title') }} as title,
        -- amounts
        quantity,
        cast(price * (1 + missing_tax_rate) as decimal(18, 4)) as price_amount,
        cast(discount * (1 + missing_tax_rate) as decimal(18, 4)) as discount_amount,
        tax as tax_amount,
        -- flags
        is_gift_card,
        -- times
        {{ to_timestamp_utc('processed_at') }} as processed_at
    from unpacked
)

select * from renamed
