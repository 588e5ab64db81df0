with

source as (
    {{ newest_only(
        source('template', 'stock_levels'),
        [
            'source_name',
            'trim(sku)',
            'trim(location_id)',
            to_timestamp_utc('measured_at'),
        ]
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('location_id') }} as location_id,
        -- amounts
        {{ to_decimal('on_hand_quantity') }} as on_hand_quantity,
        {{ to_decimal('reserved_quantity') }} as reserved_quantity,
        -- times
        {{ to_timestamp_utc('measured_at') }} as measured_at
    from source
)

select * from renamed
