with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

returns as (
    select
        id as order_id,
        created_at,
        {{ json_str('refunds', '[0].reason') }} as reason,
        {{ json_elements('returns') }} as return_text
    from source
),

exploded as (
    select
        order_id,
        created_at,
        reason,
        {{ json_str('return_text', 'source_order_id') }} as source_order_id,
        {{ json_elements(json_str('return_text', 'return_line_items')) }} as line
    from returns
),

unpacked as (
    select
        order_id,
        created_at,
        reason,
        source_order_id,
        {{ json_str('line', 'uid') }} as uid,
        {{ json_str('line', 'source_line_item_uid') }} as source_line_item_uid,
        {{ json_str('line', 'catalog_object_id') }} as catalog_object_id,
        {{ json_str('line', 'name') }} as name,
        {{ json_str('line', 'note') }} as note,
        {{ json_str('line', 'item_type') }} as item_type,
        {{ to_decimal(json_str('line', 'quantity')) }} as quantity,
        {{ json_money('line', 'total_tax_money') }} as tax,
        {{ json_money('line', 'total_money') }} as total
    from exploded
),

renamed as (
    select
        -- ids
        order_id || '-' || uid as square_return_line_item_id,
        order_id as square_return_order_id,
        {{ clean_text('source_order_id') }} as square_order_id,
        {{ clean_text('source_line_item_uid') }} as square_line_item_uid,
        {{ clean_text('catalog_object_id') }} as square_variation_id,
        -- attributes
        {{ clean_text('name') }} as item_name,
        upper({{ clean_text('item_type') }}) as item_type,
        coalesce({{ clean_text('note') }}, {{ clean_text('reason') }}) as reason,
        -- amounts
        quantity,
        total as total_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as returned_at
    from unpacked
)

select * from renamed
