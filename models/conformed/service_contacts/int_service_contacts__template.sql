with

service_contacts as (select * from {{ ref('stg_template__service_contacts') }}),

in_our_words as (
    select
        source_name,
        source_contact_id,
        opened_at,
        source_record_id,
        email,
        phone,
        channel,
        source_order_id,
        sku,
        reason,
        first_replied_at,
        solved_at,
        closed_at,
        reopen_count,
        public_reply_count,
        handle_minutes,
        cost_amount,
        currency,
        agent_id,
        status,
        updated_at
    from service_contacts
)

select * from in_our_words
