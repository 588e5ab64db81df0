with

template as (select * from {{ ref('int_ad_spend__template') }}),

stacked as (
    {{ stack(
        ['template'],
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
