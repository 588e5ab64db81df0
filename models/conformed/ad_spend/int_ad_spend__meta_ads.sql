with

campaign_days as (select * from {{ ref('stg_meta_ads__campaign_days') }}),

-- Clicks that lead to the shop, as the other platforms count them.
in_our_words as (
    select
        'meta_ads' as source_name,
        campaign_id,
        report_day as spend_date,
        'meta' as platform,
        max(campaign_name) as campaign_name,
        cast(sum(amount_spent_eur) as decimal(18, 4)) as cost_amount,
        'EUR' as currency,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(link_clicks) as bigint) as clicks
    from campaign_days
    group by campaign_id, report_day
)

select * from in_our_words
