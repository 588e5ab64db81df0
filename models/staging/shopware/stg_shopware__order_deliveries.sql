with

source as (
    {{ newest_only(
        source('shopware', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        order_date_time,
        lower(coalesce(tax_status, {{ json_str('price', 'taxStatus') }}))
            as tax_status,
        {{ json_elements('deliveries') }} as delivery
    from source
),

unpacked as (
    select
        order_id,
        order_date_time,
        tax_status,
        {{ json_str('delivery', 'id') }} as id,
        {{ json_str('delivery', 'stateMachineState.technicalName') }} as state,
        {{ json_str('delivery', 'shippingMethod.name') }} as shipping_method,
        {{ json_str('delivery', 'trackingCodes[0]') }} as tracking_code,
        {{ to_decimal(json_str('delivery', 'shippingCosts.totalPrice')) }} as costs,
        coalesce({{ json_sum(
            json_str('delivery', 'shippingCosts.calculatedTaxes'), 'tax'
        ) }}, 0) as tax,
        {{ json_str('delivery', 'shippingDateEarliest') }} as shipping_date_earliest,
        {{ json_str('delivery', 'shippingDateLatest') }} as shipping_date_latest,
        {{ json_str('delivery', 'createdAt') }} as created_at,
        {{ json_str('delivery', 'updatedAt') }} as updated_at
    from exploded
),

renamed as (
    select
        -- ids
        id as shopware_delivery_id,
        order_id as shopware_order_id,
        {{ clean_text('tracking_code') }} as tracking_code,
        -- attributes
        lower({{ clean_text('state') }}) as delivery_state,
        {{ clean_text('shipping_method') }} as shipping_method,
        -- amounts
        cast(
            costs + case when tax_status = 'net' then tax else 0 end
            as decimal(18, 4)
        ) as shipping_costs_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('order_date_time') }} as ordered_at,
        {{ to_timestamp_utc('shipping_date_earliest') }} as expected_from,
        {{ to_timestamp_utc('shipping_date_latest') }} as expected_until,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from unpacked
)

select * from renamed
