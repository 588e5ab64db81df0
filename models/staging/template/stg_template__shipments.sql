with

source as (
    {{ newest_only(
        source('template', 'shipments'),
        ['source_name', 'trim(source_shipment_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_shipment_id') }} as source_shipment_id,
        {{ clean_text('source_order_id') }} as source_order_id,
        -- attributes
        {{ clean_text('carrier') }} as carrier,
        lower({{ clean_text('status') }}) as status,
        -- times
        {{ to_timestamp_utc('promised_at') }} as promised_at,
        {{ to_timestamp_utc('shipped_at') }} as shipped_at,
        {{ to_timestamp_utc('delivered_at') }} as delivered_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
