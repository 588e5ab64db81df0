with

line_items as (select * from {{ ref('stg_shopware__order_line_items') }}),

bundles as (
    select distinct shopware_parent_line_item_id as shopware_line_item_id
    from line_items
    where shopware_parent_line_item_id is not null
),

-- A promotion is a line with a negative price; ours is a line without a price whose
-- discount is positive. A bundle costs what its parts cost, so it has no price itself.
priced as (
    select
        line_items.shopware_line_item_id,
        line_items.shopware_order_id,
        line_items.shopware_product_id,
        line_items.product_number,
        line_items.label,
        line_items.ordered_at,
        case
            when line_items.total_amount < 0 then 1
            else line_items.quantity
        end as quantity,
        case
            when line_items.total_amount < 0 then 0
            when bundles.shopware_line_item_id is not null then 0
            else line_items.unit_price_amount
        end as unit_price_amount,
        case
            when bundles.shopware_line_item_id is not null then 0
            else line_items.total_amount
        end as total_amount,
        case
            when bundles.shopware_line_item_id is not null then 0
            else line_items.tax_amount
        end as tax_amount
    from line_items
    left outer join bundles
        on line_items.shopware_line_item_id = bundles.shopware_line_item_id
),

valued as (
    select
        shopware_line_item_id,
        shopware_order_id,
        shopware_product_id,
        product_number,
        label,
        quantity,
        unit_price_amount,
        quantity * unit_price_amount - total_amount as discount_amount,
        tax_amount,
        ordered_at
    from priced
)

select * from valued
