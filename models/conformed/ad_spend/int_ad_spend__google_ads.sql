with

campaign_days as (select * from {{ ref('stg_google_ads__campaign_days') }}),

in_our_words as (
    select
        'google_ads' as source_name,
        campaign_id,
        report_day as spend_date,
        'google' as platform,
        max(campaign_name) as campaign_name,
        cast(sum(cost_amount) as decimal(18, 4)) as cost_amount,
        currency,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks
    from campaign_days
    group by campaign_id, report_day, currency
)

select * from in_our_words
