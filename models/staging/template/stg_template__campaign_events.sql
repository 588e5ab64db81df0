with

source as (
    {{ newest_only(
        source('template', 'campaign_events'), ['source_name', 'trim(source_event_id)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_event_id') }} as source_event_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('campaign_id') }} as campaign_id,
        {{ clean_text('offer_id') }} as offer_id,
        -- attributes
        lower({{ clean_text('event_type') }}) as event_type,
        {{ normalize_email('email') }} as email,
        lower({{ clean_text('channel') }}) as channel,
        {{ clean_text('campaign_name') }} as campaign_name,
        -- times
        {{ to_timestamp_utc('occurred_at') }} as occurred_at
    from source
)

select * from renamed
