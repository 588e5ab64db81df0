with

happenings as (select * from {{ ref('stg_klaviyo__events') }}),

metrics as (select * from {{ ref('stg_klaviyo__metrics') }}),

messages as (select * from {{ ref('stg_klaviyo__campaign_messages') }}),

profiles as (select * from {{ ref('stg_klaviyo__profiles') }}),

named as (
    select
        happenings.klaviyo_event_id,
        happenings.klaviyo_profile_id,
        profiles.email,
        case
            when metrics.metric_name in (
                'received email', 'received sms', 'received push'
            ) then 'delivered'
            when metrics.metric_name in ('opened email', 'opened push') then 'opened'
            when metrics.metric_name in ('clicked email', 'clicked sms') then 'clicked'
            when metrics.metric_name in (
                'bounced email', 'bounced push', 'failed to deliver sms'
            ) then 'bounced'
            when metrics.metric_name = 'marked email as spam' then 'complained'
            when metrics.metric_name in (
                'unsubscribed', 'unsubscribed from email marketing',
                'unsubscribed from sms marketing'
            ) then 'unsubscribed'
        end as event_type,
        case
            when {{ regexp_matches('metrics.metric_name', 'sms') }} then 'sms'
            when {{ regexp_matches('metrics.metric_name', 'push') }} then 'push'
            else 'email'
        end as channel,
        -- An automatic message belongs to a flow, which is its campaign.
        coalesce(
            messages.klaviyo_campaign_id,
            happenings.klaviyo_flow_id,
            happenings.klaviyo_message_id
        ) as campaign_id,
        coalesce(messages.campaign_name, happenings.campaign_name) as campaign_name,
        happenings.occurred_at
    from happenings
    inner join metrics on happenings.klaviyo_metric_id = metrics.klaviyo_metric_id
    left outer join messages
        on happenings.klaviyo_message_id = messages.klaviyo_message_id
    left outer join profiles
        on happenings.klaviyo_profile_id = profiles.klaviyo_profile_id
),

in_our_words as (
    select
        'klaviyo' as source_name,
        klaviyo_event_id as source_event_id,
        event_type,
        occurred_at,
        klaviyo_profile_id as source_record_id,
        email,
        channel,
        campaign_id,
        campaign_name,
        cast(null as string) as offer_id
    from named
    where event_type is not null
)

select * from in_our_words
