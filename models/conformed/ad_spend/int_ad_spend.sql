with

google_ads as (select * from {{ ref('int_ad_spend__google_ads') }}),

meta_ads as (select * from {{ ref('int_ad_spend__meta_ads') }}),

template as (select * from {{ ref('int_ad_spend__template') }}),

stacked as (
    {{ stack(
        ['google_ads', 'meta_ads', 'template'],
        [
            'source_name',
            'campaign_id',
            'spend_date',
            'platform',
            'campaign_name',
            'cost_amount',
            'currency',
            'impressions',
            'clicks',
        ]
    ) }}
)

select * from stacked
