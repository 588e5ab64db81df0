with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        updated_at,
        {{ json_elements('fulfillments') }} as fulfillment
    from source
),

unpacked as (
    select
        order_id,
        updated_at,
        {{ json_str('fulfillment', 'uid') }} as uid,
        {{ json_str('fulfillment', 'type') }} as fulfillment_type,
        {{ json_str('fulfillment', 'state') }} as state,
        {{ json_str('fulfillment', 'shipment_details.carrier') }} as carrier,
        {{ json_str('fulfillment', 'pickup_details.pickup_at') }} as pickup_at,
        {{ json_str('fulfillment', 'pickup_details.ready_at') }} as ready_at,
        {{ json_str('fulfillment', 'pickup_details.picked_up_at') }} as picked_up_at,
        {{ json_str('fulfillment', 'shipment_details.shipped_at') }} as shipped_at,
        {{ json_str('fulfillment', 'delivery_details.deliver_at') }} as deliver_at,
        {{ json_str('fulfillment', 'delivery_details.delivered_at') }} as delivered_at
    from exploded
),

renamed as (
    select
        -- ids
        order_id || '-' || uid as square_fulfillment_id,
        order_id as square_order_id,
        -- attributes
        upper({{ clean_text('fulfillment_type') }}) as fulfillment_type,
        upper({{ clean_text('state') }}) as fulfillment_state,
        {{ clean_text('carrier') }} as carrier,
        -- times
        {{ to_timestamp_utc('coalesce(pickup_at, deliver_at)') }} as promised_at,
        {{ to_timestamp_utc('coalesce(shipped_at, ready_at)') }} as shipped_at,
        {{ to_timestamp_utc('coalesce(picked_up_at, delivered_at)') }} as received_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
