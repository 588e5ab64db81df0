with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        currency,
        coalesce(processed_at, created_at) as processed_at,
        {{ json_elements('discount_codes') }} as discount_code
    from source
),

renamed as (
    select
        -- ids
        order_id as shopify_order_id,
        upper({{ clean_text(json_str('discount_code', 'code')) }}) as code,
        -- attributes
        lower({{ json_str('discount_code', 'type') }}) as discount_type,
        upper({{ clean_text('currency') }}) as currency,
        -- amounts
        {{ to_decimal(json_str('discount_code', 'amount')) }} as applied_amount,
        -- times
        {{ to_timestamp_utc('processed_at') }} as processed_at
    from exploded
)

select * from renamed
