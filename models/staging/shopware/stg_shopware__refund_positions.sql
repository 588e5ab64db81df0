with

source as (
    {{ newest_only(
        source('shopware', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

transactions as (
    select
        id as order_id,
        lower(coalesce(tax_status, {{ json_str('price', 'taxStatus') }}))
            as tax_status,
        {{ json_elements('transactions') }} as transaction_text
    from source
),

captures as (
    select
        order_id,
        tax_status,
        {{ json_elements(json_str('transaction_text', 'captures')) }} as capture
    from transactions
),

refunds as (
    select
        order_id,
        tax_status,
        {{ json_elements(json_str('capture', 'refunds')) }} as refund
    from captures
),

exploded as (
    select
        order_id,
        tax_status,
        {{ json_str('refund', 'id') }} as refund_id,
        {{ json_str('refund', 'stateMachineState.technicalName') }} as state,
        {{ json_str('refund', 'reason') }} as refund_reason,
        {{ json_str('refund', 'createdAt') }} as created_at,
        {{ json_elements(json_str('refund', 'positions')) }} as position_text
    from refunds
),

unpacked as (
    select
        order_id,
        refund_id,
        state,
        created_at,
        {{ json_str('position_text', 'id') }} as id,
        {{ json_str('position_text', 'orderLineItemId') }} as order_line_item_id,
        coalesce({{ json_str('position_text', 'reason') }}, refund_reason) as reason,
        {{ to_decimal(json_str('position_text', 'quantity')) }} as quantity,
        {{ to_decimal(json_str('position_text', 'amount.totalPrice')) }} as total,
        coalesce({{ json_sum(
            json_str('position_text', 'amount.calculatedTaxes'), 'tax'
        ) }}, 0) as tax,
        tax_status
    from exploded
),

renamed as (
    select
        -- ids
        id as shopware_refund_position_id,
        refund_id as shopware_refund_id,
        order_id as shopware_order_id,
        order_line_item_id as shopware_line_item_id,
        -- attributes
        lower({{ clean_text('state') }}) as refund_state,
        {{ clean_text('reason') }} as reason,
        -- amounts
        quantity,
        cast(
            total + case when tax_status = 'net' then tax else 0 end
            as decimal(18, 4)
        ) as refunded_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as refunded_at
    from unpacked
)

select * from renamed
