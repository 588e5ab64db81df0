with

source as (
    {{ newest_only(
        source('typeform', 'responses'),
        ['response_id'],
        to_timestamp_utc('submitted_at')
    ) }}
),

renamed as (
    select
        -- ids
        response_id as typeform_response_id,
        {{ clean_text(json_str('hidden', 'shopify_customer_id')) }}
            as shopify_customer_id,
        {{ clean_text(json_str('hidden', 'order_name')) }} as order_name,
        {{ clean_text(json_str('hidden', 'ticket_id')) }} as zendesk_ticket_id,
        {{ clean_text(json_str('hidden', 'sku')) }} as sku,
        -- attributes
        {{ normalize_email(json_str('hidden', 'email')) }} as email,
        {{ normalize_phone(json_str('hidden', 'phone')) }} as phone,
        -- times
        {{ to_timestamp_utc('landed_at') }} as landed_at,
        {{ to_timestamp_utc('submitted_at') }} as submitted_at
    from source
)

select * from renamed
