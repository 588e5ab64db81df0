with

variations as (select * from {{ ref('stg_square__item_variations') }}),

categories as (select * from {{ ref('stg_square__categories') }}),

in_our_words as (
    select
        'square' as source_name,
        variations.square_variation_id as source_product_id,
        variations.sku,
        variations.upc as gtin,
        -- A single variation is called Regular by Square, in the seller's language.
        concat_ws(
            ' ',
            variations.item_name,
            case
                when
                    lower(variations.variation_name) not in (
                        'regular', 'regulär', 'normal', 'standard'
                    ) then variations.variation_name
            end
        ) as product_name,
        cast(null as string) as brand,
        categories.category_name as category_path,
        cast(null as decimal(18, 4)) as unit_cost_amount,
        variations.price_amount as list_price_amount,
        variations.currency,
        not variations.is_withdrawn as is_active,
        cast(null as date) as launched_on,
        cast(null as string) as asset_url,
        variations.updated_at
    from variations
    left outer join categories
        on variations.square_category_id = categories.square_category_id
)

select * from in_our_words
