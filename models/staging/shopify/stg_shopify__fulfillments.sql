with

source as (
    {{ newest_only(
        source('shopify', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        {{ json_elements('fulfillments') }} as fulfillment
    from source
),

unpacked as (
    select
        order_id,
        {{ json_str('fulfillment', 'id') }} as id,
        {{ json_str('fulfillment', 'location_id') }} as location_id,
        coalesce(
            {{ json_str('fulfillment', 'tracking_number') }},
            {{ json_str('fulfillment', 'tracking_numbers[0]') }}
        ) as tracking_number,
        {{ json_str('fulfillment', 'tracking_url') }} as tracking_url,
        {{ json_str('fulfillment', 'tracking_company') }} as tracking_company,
        {{ json_str('fulfillment', 'status') }} as status,
        {{ json_str('fulfillment', 'shipment_status') }} as shipment_status,
        {{ json_str('fulfillment', 'estimated_delivery_at') }} as estimated_delivery_at,
        {{ json_str('fulfillment', 'in_transit_at') }} as in_transit_at,
        {{ json_str('fulfillment', 'delivered_at') }} as delivered_at,
        {{ json_str('fulfillment', 'created_at') }} as created_at,
        {{ json_str('fulfillment', 'updated_at') }} as updated_at
    from exploded
),

renamed as (
    select
        -- ids
        id as shopify_fulfillment_id,
        order_id as shopify_order_id,
        {{ clean_text('location_id') }} as shopify_location_id,
        {{ clean_text('tracking_number') }} as tracking_number,
        -- attributes
        {{ clean_text('tracking_url') }} as tracking_url,
        {{ clean_text('tracking_company') }} as tracking_company,
        lower({{ clean_text('status') }}) as status,
        lower({{ clean_text('shipment_status') }}) as shipment_status,
        -- times
        {{ to_timestamp_utc('estimated_delivery_at') }} as estimated_delivery_at,
        {{ to_timestamp_utc('in_transit_at') }} as in_transit_at,
        {{ to_timestamp_utc('delivered_at') }} as delivered_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from unpacked
)

select * from renamed
