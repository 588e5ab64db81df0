with

lapsed as (select * from {{ ref('seg_lapsed_customers') }}),

dissatisfied as (select * from {{ ref('seg_dissatisfied_after_late_delivery') }}),

high_value as (select * from {{ ref('seg_high_value_without_newsletter') }}),

members as (
    select
        segment_name,
        customer_id,
        reason,
        score
    from lapsed
    union all
    select
        segment_name,
        customer_id,
        reason,
        score
    from dissatisfied
    union all
    select
        segment_name,
        customer_id,
        reason,
        score
    from high_value
)

select * from members
