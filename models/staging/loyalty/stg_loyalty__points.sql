with

source as ({{ newest_only(source('loyalty', 'points'), ['trim(entry_id)']) }}),

renamed as (
    select
        -- ids
        {{ clean_text('entry_id') }} as entry_id,
        {{ clean_text('card_number') }} as card_number,
        lower({{ clean_text('order_source') }}) as order_source,
        {{ clean_text('order_number') }} as order_number,
        -- attributes
        lower({{ clean_text('entry_type') }}) as entry_type,
        -- amounts
        {{ to_decimal('points') }} as points,
        -- times
        {{ to_timestamp_utc('booked_at') }} as booked_at
    from source
)

select * from renamed
