with

source as (
    {{ newest_only(
        source('akeneo', 'products'), ['uuid'], to_timestamp_utc('updated')
    ) }}
),

-- A value may stand for several locales: the German one speaks, else the first.
unpacked as (
    select
        uuid,
        coalesce(identifier, {{ json_str('values', 'sku[0].data') }}) as identifier,
        family,
        parent,
        {{ json_str('categories', '[0]') }} as first_category,
        categories,
        enabled,
        coalesce(
            {{ json_find(json_str('values', 'name'), 'locale', 'de_DE', 'data') }},
            {{ json_str('values', 'name[0].data') }}
        ) as product_name,
        {{ json_str('values', 'ean[0].data') }} as ean,
        {{ json_str('values', 'brand[0].data') }} as brand,
        {{ json_str('values', 'price[0].data[0].amount') }} as price,
        {{ json_str('values', 'price[0].data[0].currency') }} as price_currency,
        {{ json_str('values', 'release_date[0].data') }} as release_date,
        {{ json_str('values', 'picture[0]._links.download.href') }} as picture_url,
        {{ json_str('values', 'packshots[0].data[0]') }} as packshot,
        created,
        updated
    from source
),

renamed as (
    select
        -- ids
        uuid as akeneo_product_uuid,
        {{ clean_text('identifier') }} as identifier,
        {{ clean_text('ean') }} as ean,
        family as family_code,
        parent as product_model_code,
        first_category as category_code,
        packshot as asset_code,
        -- attributes
        {{ clean_text('product_name') }} as product_name,
        {{ clean_text('brand') }} as brand,
        upper({{ clean_text('price_currency') }}) as currency,
        categories as category_codes,
        picture_url,
        -- amounts
        {{ to_decimal('price') }} as price_amount,
        -- flags
        {{ to_boolean('enabled') }} as is_enabled,
        -- times
        {{ to_date('release_date') }} as release_date,
        {{ to_timestamp_utc('created') }} as created_at,
        {{ to_timestamp_utc('updated') }} as updated_at
    from unpacked
)

select * from renamed
