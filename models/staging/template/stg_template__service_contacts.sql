with

source as (
    {{ newest_only(
        source('template', 'service_contacts'),
        ['source_name', 'trim(source_contact_id)'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_contact_id') }} as source_contact_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('source_order_id') }} as source_order_id,
        {{ clean_text('sku') }} as sku,
        {{ clean_text('agent_id') }} as agent_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        lower({{ clean_text('channel') }}) as channel,
        {{ clean_text('reason') }} as reason,
        upper({{ clean_text('currency') }}) as currency,
        lower({{ clean_text('status') }}) as status,
        -- amounts
        {{ to_integer('reopen_count') }} as reopen_count,
        {{ to_integer('public_reply_count') }} as public_reply_count,
        {{ to_decimal('handle_minutes') }} as handle_minutes,
        {{ to_decimal('cost_amount') }} as cost_amount,
        -- times
        {{ to_timestamp_utc('opened_at') }} as opened_at,
        {{ to_timestamp_utc('first_replied_at') }} as first_replied_at,
        {{ to_timestamp_utc('solved_at') }} as solved_at,
        {{ to_timestamp_utc('closed_at') }} as closed_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
