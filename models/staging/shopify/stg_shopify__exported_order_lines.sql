with

source as (
    {{ newest_file_only(
        source('shopify', 'orders_export'), ['name'], ['name', '_row_number']
    ) }}
),

numbered as (
    select
        -- Only the order's first line bears its id.
        max({{ clean_text('id') }}) over (partition by name) as id,
        name,
        lineitem_name,
        lineitem_sku,
        lineitem_quantity,
        lineitem_price,
        lineitem_discount,
        row_number() over (partition by name order by _row_number) as line_number
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text("replace(coalesce(id, name), '''', '')") }} as shopify_order_id,
        line_number,
        {{ clean_text('lineitem_sku') }} as sku,
        -- attributes
        {{ clean_text('lineitem_name') }} as title,
        -- amounts
        {{ to_decimal('lineitem_quantity') }} as quantity,
        {{ to_decimal('lineitem_price') }} as price_amount,
        coalesce({{ to_decimal('lineitem_discount') }}, 0) as discount_amount
    from numbered
    where {{ clean_text('lineitem_quantity') }} is not null
)

select * from renamed
