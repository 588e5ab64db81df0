with

klaviyo as (select * from {{ ref('int_campaign_events__klaviyo') }}),

template as (select * from {{ ref('int_campaign_events__template') }}),

stacked as (
    {{ stack(
        ['klaviyo', 'template'],
        [
            'source_name',
            'source_event_id',
            'event_type',
            'occurred_at',
            'source_record_id',
            'email',
            'channel',
            'campaign_id',
            'campaign_name',
            'offer_id',
        ]
    ) }}
)

select * from stacked
