with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

refunds as (
    select
        id as order_id,
        {{ json_elements('refunds') }} as refund
    from source
),

exploded as (
    select
        order_id,
        {{ json_str('refund', 'id') }} as refund_id,
        {{ json_str('refund', 'created_at') }} as created_at,
        {{ json_elements(json_str('refund', 'order_adjustments')) }} as adjustment
    from refunds
),

unpacked as (
    select
        order_id,
        refund_id,
        created_at,
        {{ json_str('adjustment', 'id') }} as id,
        {{ json_str('adjustment', 'kind') }} as kind,
        {{ json_str('adjustment', 'reason') }} as reason,
        {{ to_decimal(json_str('adjustment', 'amount')) }} as amount,
        {{ to_decimal(json_str('adjustment', 'tax_amount')) }} as tax_amount
    from exploded
),

renamed as (
    select
        -- ids
        id as shopify_adjustment_id,
        refund_id as shopify_refund_id,
        order_id as shopify_order_id,
        -- attributes
        lower({{ clean_text('kind') }}) as kind,
        {{ clean_text('reason') }} as reason,
        -- amounts
        amount as adjustment_amount,
        tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as refunded_at
    from unpacked
)

select * from renamed
