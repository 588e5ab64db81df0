with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        created_at,
        {{ json_elements('line_items') }} as line
    from source
),

unpacked as (
    select
        order_id,
        created_at,
        {{ json_str('line', 'uid') }} as uid,
        {{ json_str('line', 'catalog_object_id') }} as catalog_object_id,
        {{ json_str('line', 'name') }} as name,
        {{ json_str('line', 'variation_name') }} as variation_name,
        {{ json_str('line', 'item_type') }} as item_type,
        {{ to_decimal(json_str('line', 'quantity')) }} as quantity,
        coalesce(
            {{ json_money('line', 'gross_sales_money') }},
            {{ json_money('line', 'variation_total_price_money') }}
        ) as gross_sales,
        coalesce({{ json_money('line', 'total_discount_money') }}, 0) as discount,
        {{ json_money('line', 'total_tax_money') }} as tax,
        {{ json_money('line', 'total_money') }} as total
    from exploded
),

-- Where tax is added on top, the discount is stated without it; where it is included,
-- the factor is one.
taxed as (
    select
        order_id,
        created_at,
        uid,
        catalog_object_id,
        name,
        variation_name,
        item_type,
        quantity,
        tax,
        total,
        coalesce(
            cast(
                discount * total / nullif(gross_sales - discount, 0)
                as decimal(18, 4)
            ),
            discount
        ) as gross_discount
    from unpacked
),

renamed as (
    select
        -- ids
        order_id || '-' || uid as square_line_item_id,
        order_id as square_order_id,
        uid as square_line_item_uid,
        {{ clean_text('catalog_object_id') }} as square_variation_id,
        -- attributes
        {{ clean_text('name') }} as item_name,
        {{ clean_text('variation_name') }} as variation_name,
        upper({{ clean_text('item_type') }}) as item_type,
        -- amounts
        quantity,
        {{ unit_price('(total + gross_discount)', 'quantity') }} as unit_price_amount,
        total as total_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at
    from taxed
)

select * from renamed
