with

source as (
    {{ newest_only(
        source('shopware', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        {{ json_elements('transactions') }} as transaction_text
    from source
),

unpacked as (
    select
        order_id,
        {{ json_str('transaction_text', 'id') }} as id,
        {{ json_str('transaction_text', 'paymentMethod.name') }} as payment_method,
        {{ json_str('transaction_text', 'stateMachineState.technicalName') }} as state,
        {{ json_str('transaction_text', 'amount.totalPrice') }} as amount,
        {{ json_str('transaction_text', 'createdAt') }} as created_at,
        {{ json_str('transaction_text', 'updatedAt') }} as updated_at
    from exploded
),

renamed as (
    select
        -- ids
        id as shopware_transaction_id,
        order_id as shopware_order_id,
        -- attributes
        {{ clean_text('payment_method') }} as payment_method,
        lower({{ clean_text('state') }}) as payment_state,
        -- amounts
        {{ to_decimal('amount') }} as amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from unpacked
)

select * from renamed
