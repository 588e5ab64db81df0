with

campaign_events as (select * from {{ ref('stg_template__campaign_events') }}),

in_our_words as (
    select
        source_name,
        source_event_id,
        event_type,
        occurred_at,
        source_record_id,
        email,
        channel,
        campaign_id,
        campaign_name,
        offer_id
    from campaign_events
)

select * from in_our_words
