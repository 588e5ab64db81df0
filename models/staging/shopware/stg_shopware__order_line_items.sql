with

source as (
    {{ newest_only(
        source('shopware', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        order_date_time,
        lower(coalesce(tax_status, {{ json_str('price', 'taxStatus') }}))
            as tax_status,
        {{ json_elements('line_items') }} as line
    from source
),

unpacked as (
    select
        order_id,
        order_date_time,
        tax_status,
        {{ json_str('line', 'id') }} as id,
        {{ json_str('line', 'parentId') }} as parent_id,
        {{ json_str('line', 'productId') }} as product_id,
        {{ json_str('line', 'payload.productNumber') }} as product_number,
        {{ json_str('line', 'payload.code') }} as code,
        {{ json_str('line', 'payload.discountType') }} as discount_type,
        {{ json_str('line', 'payload.value') }} as discount_value,
        {{ json_str('line', 'label') }} as label,
        {{ json_str('line', 'type') }} as line_item_type,
        {{ to_decimal(json_str('line', 'quantity')) }} as quantity,
        {{ to_decimal(json_str('line', 'unitPrice')) }} as unit_price,
        {{ to_decimal(json_str('line', 'totalPrice')) }} as total_price,
        coalesce(
            {{ json_sum(json_str('line', 'price.calculatedTaxes'), 'tax') }}, 0
        ) as tax
    from exploded
),

priced as (
    select
        order_id,
        order_date_time,
        id,
        parent_id,
        product_id,
        product_number,
        code,
        discount_type,
        discount_value,
        label,
        line_item_type,
        quantity,
        tax_status,
        unit_price,
        tax,
        cast(
            total_price + case when tax_status = 'net' then tax else 0 end
            as decimal(18, 4)
        ) as gross_total
    from unpacked
),

renamed as (
    select
        -- ids
        id as shopware_line_item_id,
        order_id as shopware_order_id,
        {{ clean_text('parent_id') }} as shopware_parent_line_item_id,
        {{ clean_text('product_id') }} as shopware_product_id,
        {{ clean_text('product_number') }} as product_number,
        upper({{ clean_text('code') }}) as promotion_code,
        -- attributes
        {{ clean_text('label') }} as label,
        lower({{ clean_text('line_item_type') }}) as line_item_type,
        lower({{ clean_text('discount_type') }}) as discount_type,
        -- amounts
        quantity,
        case
            when tax_status = 'net' then {{ unit_price('gross_total', 'quantity') }}
            else unit_price
        end as unit_price_amount,
        gross_total as total_amount,
        tax as tax_amount,
        {{ to_decimal('discount_value') }} as discount_value,
        -- times
        {{ to_timestamp_utc('order_date_time') }} as ordered_at
    from priced
)

select * from renamed
