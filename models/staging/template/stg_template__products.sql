with

source as (
    {{ newest_only(
        source('template', 'products'),
        ['source_name', 'trim(source_product_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_product_id') }} as source_product_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('gtin') }} as gtin,
        -- attributes
        {{ clean_text('product_name') }} as product_name,
        {{ clean_text('brand') }} as brand,
        {{ clean_text('category_path') }} as category_path,
        upper({{ clean_text('currency') }}) as currency,
        {{ clean_text('asset_url') }} as asset_url,
        -- amounts
        {{ to_decimal('unit_cost_amount') }} as unit_cost_amount,
        {{ to_decimal('list_price_amount') }} as list_price_amount,
        -- flags
        {{ to_boolean('is_active') }} as is_active,
        -- times
        {{ to_date('launched_on') }} as launched_on,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
