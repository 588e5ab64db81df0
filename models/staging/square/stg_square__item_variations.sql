with

source as (
    {{ newest_only(
        source('square', 'catalog'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as item_id,
        is_deleted,
        {{ json_str('item_data', 'name') }} as item_name,
        {{ json_str('item_data', 'is_archived') }} as is_archived,
        coalesce(
            {{ json_str('item_data', 'categories[0].id') }},
            {{ json_str('item_data', 'category_id') }}
        ) as category_id,
        updated_at,
        {{ json_elements(json_str('item_data', 'variations')) }} as variation
    from source
    where type = 'ITEM'
),

unpacked as (
    select
        item_id,
        is_deleted,
        item_name,
        is_archived,
        category_id,
        updated_at,
        {{ json_str('variation', 'id') }} as id,
        {{ json_str('variation', 'item_variation_data.name') }} as name,
        {{ json_str('variation', 'item_variation_data.sku') }} as sku,
        {{ json_str('variation', 'item_variation_data.upc') }} as upc,
        {{ json_str('variation', 'item_variation_data.price_money.currency') }}
            as currency,
        {{ json_money('variation', 'item_variation_data.price_money') }} as price
    from exploded
),

renamed as (
    select
        -- ids
        id as square_variation_id,
        item_id as square_item_id,
        {{ clean_text('category_id') }} as square_category_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('upc') }} as upc,
        -- attributes
        {{ clean_text('item_name') }} as item_name,
        {{ clean_text('name') }} as variation_name,
        currency,
        -- amounts
        price as price_amount,
        -- flags
        coalesce({{ to_boolean('is_deleted') }}, false)
        or coalesce({{ to_boolean('is_archived') }}, false) as is_withdrawn,
        -- times
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
