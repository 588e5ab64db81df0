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
        {{ json_elements('shipping_lines') }} as line
    from source
),

unpacked as (
    select
        order_id,
        processed_at,
        {{ json_str('line', 'id') }} as id,
        {{ json_str('line', 'title') }} as title,
        {{ to_decimal(json_str('line', 'price')) }} as price,
        coalesce(
            {{ to_decimal(json_str('line', 'discounted_price')) }},
            {{ to_decimal(json_str('line', 'price')) }}
        ) as discounted_price,
        {{ json_sum(json_str('line', 'tax_lines'), 'price') }} as tax,
        case
            when coalesce({{ to_boolean('taxes_included') }}, true) then 0
            else coalesce({{ json_sum(json_str('line', 'tax_lines'), 'rate') }}, 0)
        end as missing_tax_rate
    from exploded
),

renamed as (
    select
        -- ids
        coalesce(id, order_id) as shopify_shipping_line_id,
        order_id as shopify_order_id,
        -- attributes
        {{ clean_text('title') }} as title,
        -- amounts
        cast(price * (1 + missing_tax_rate) as decimal(18, 4)) as price_amount,
        cast((price - discounted_price) * (1 + missing_tax_rate) as decimal(18, 4))
            as discount_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('processed_at') }} as processed_at
    from unpacked
)

select * from renamed
