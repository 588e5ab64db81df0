with

order_lines as (select * from {{ ref('int_order_lines') }}),

article_skus as (select * from {{ ref('int_article_skus') }}),

articles as (select * from {{ ref('int_article_statements') }}),

-- A negative sale is a return, whatever the tool calls it.
typed as (
    select
        source_name,
        source_order_line_id,
        source_order_id,
        product_id as source_product_id,
        sku,
        gtin,
        case
            when coalesce(line_type, 'sale') = 'sale' and quantity < 0 then 'return'
            else coalesce(line_type, 'sale')
        end as line_type,
        quantity,
        unit_price_amount,
        cast(quantity * unit_price_amount as decimal(18, 4)) as list_amount,
        coalesce(discount_amount, 0) as discount_amount,
        tax_amount
    from order_lines
),

valued as (
    select
        source_name,
        source_order_line_id,
        source_order_id,
        source_product_id,
        sku,
        gtin,
        line_type,
        quantity,
        case
            when line_type = 'sale' and quantity > 0 and unit_price_amount > 0
                then list_amount
            else 0
        end as gross_sales_amount,
        case when line_type = 'sale' then discount_amount else 0 end as discount_amount,
        case
            when line_type = 'return' then abs(list_amount) - discount_amount else 0
        end as return_amount,
        case when line_type = 'shipping' then list_amount end as shipping_amount,
        case
            when line_type = 'return' then discount_amount - abs(list_amount)
            else list_amount - discount_amount
        end as line_amount,
        tax_amount
    from typed
),

identified as (
    select
        valued.source_name,
        valued.source_order_line_id,
        valued.source_order_id,
        coalesce(
            'p' || substr(md5('gtin:' || valued.gtin), 1, 16),
            articles.product_id,
            article_skus.product_id,
            'p' || substr(
                md5('id:' || valued.source_name || ':' || valued.source_product_id),
                1, 16
            )
        ) as product_id,
        valued.line_type,
        valued.quantity,
        cast(valued.gross_sales_amount as decimal(18, 4)) as gross_sales_amount,
        cast(valued.discount_amount as decimal(18, 4)) as discount_amount,
        cast(valued.return_amount as decimal(18, 4)) as return_amount,
        cast(
            valued.gross_sales_amount - valued.discount_amount - valued.return_amount
            as decimal(18, 4)
        ) as net_sales_amount,
        valued.shipping_amount,
        cast(valued.line_amount as decimal(18, 4)) as line_amount,
        valued.tax_amount,
        valued.gross_sales_amount > 0
        or valued.discount_amount <> 0
        or valued.line_type = 'return' as is_counted
    from valued
    left outer join article_skus on valued.sku = article_skus.sku
    left outer join articles
        on
            valued.source_name = articles.source_name
            and valued.source_product_id = articles.source_product_id
)

select * from identified
