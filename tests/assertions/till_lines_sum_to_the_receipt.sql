{#- Quantity times price less discount of a receipt's lines is its UMS_BRUTTO, to half a
    cent a line (weighed goods). Tills with rows in quarantine are excused. -#}
with

orders as (select * from {{ ref('int_orders') }}),

order_lines as (select * from {{ ref('int_order_lines') }}),

raw_lines as (select * from {{ source('dsfinvk', 'lines') }}),

quarantine as (select * from {{ ref('stg_landing__quarantine') }}),

rejected as (
    select
        file_path,
        file_sha256
    from quarantine
    where tool = 'dsfinvk'
),

excused as (
    select distinct orders.store_id
    from orders
    inner join rejected
        on rejected.file_path like '%' || orders.store_id || '%'
    where orders.source_name = 'dsfinvk'
    union
    select distinct raw_lines.z_kasse_id as store_id
    from raw_lines
    inner join rejected
        on raw_lines._file_sha256 = rejected.file_sha256
),

summed as (
    select
        source_order_id,
        count(*) as line_count,
        sum(quantity * unit_price_amount - discount_amount) as line_amount
    from order_lines
    where source_name = 'dsfinvk'
    group by source_order_id
),

different as (
    select
        orders.source_order_id,
        orders.total_amount,
        summed.line_amount
    from orders
    left outer join summed
        on orders.source_order_id = summed.source_order_id
    left outer join excused
        on orders.store_id = excused.store_id
    where
        orders.source_name = 'dsfinvk'
        and excused.store_id is null
        and abs(coalesce(orders.total_amount, 0) - coalesce(summed.line_amount, 0))
        > 0.005 * coalesce(summed.line_count, 0)
)

select * from different
