with

source as (
    {{ newest_only(
        source('template', 'loyalty_ledger'), ['source_name', 'trim(source_entry_id)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_entry_id') }} as source_entry_id,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        {{ clean_text('source_order_id') }} as source_order_id,
        -- attributes
        lower({{ clean_text('entry_type') }}) as entry_type,
        -- amounts
        {{ to_decimal('points') }} as points,
        -- times
        {{ to_timestamp_utc('occurred_at') }} as occurred_at
    from source
)

select * from renamed
