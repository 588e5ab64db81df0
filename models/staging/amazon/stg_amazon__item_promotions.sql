with

source as (
    {{ newest_report_only(
        source('amazon', 'all_orders'), 'amazon_order_id',
        to_timestamp_utc('last_updated_date')
    ) }}
),

exploded as (
    select
        amazon_order_id,
        currency,
        purchase_date,
        {{ json_elements(
            "'[\"' || replace(replace(promotion_ids, '\"', ''), ',', '\",\"') || '\"]'"
        ) }} as promotion_text
    from source
    where {{ clean_text('promotion_ids') }} is not null
),

renamed as (
    select
        -- ids
        {{ clean_text('amazon_order_id') }} as amazon_order_id,
        {{ clean_text("replace(promotion_text, '\"', '')") }} as promotion_id,
        -- attributes
        upper({{ clean_text('currency') }}) as currency,
        -- times
        {{ to_timestamp_utc('purchase_date') }} as purchased_at
    from exploded
),

distinct_promotions as (
    select distinct
        amazon_order_id,
        promotion_id,
        currency,
        purchased_at
    from renamed
    where promotion_id is not null
)

select * from distinct_promotions
