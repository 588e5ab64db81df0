with

segment as (select * from {{ ref('int_events__segment') }}),

shopify as (select * from {{ ref('int_events__shopify') }}),

template as (select * from {{ ref('int_events__template') }}),

stacked as (
    {{ stack(
        ['segment', 'shopify', 'template'],
        [
            'source_name',
            'message_id',
            'anonymous_id',
            'user_id',
            'previous_id',
            'group_id',
            'click_id',
            'event_type',
            'event_name',
            'page_url',
            'referrer_url',
            'utm_source',
            'utm_medium',
            'utm_campaign',
            'device_type',
            'app_name',
            'ip_country_code',
            'properties',
            'traits',
            'has_wrong_clock',
            'occurred_at',
            'received_at',
        ]
    ) }}
)

select * from stacked
