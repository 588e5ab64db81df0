with

english as (select * from {{ ref('stg_google_ads__campaign_days') }}),

german as (select * from {{ ref('stg_google_ads__kampagnentage') }}),

-- A day that was downloaded in both languages is the same day.
german_alone as (
    select
        german.campaign_id,
        german.report_day,
        german.campaign_name,
        german.cost_amount,
        german.currency,
        german.impressions,
        german.clicks
    from german
    left join english
        on
            german.campaign_id = english.campaign_id
            and german.report_day = english.report_day
    where english.campaign_id is null
),

reported as (
    select
        campaign_id,
        report_day,
        campaign_name,
        cost_amount,
        currency,
        impressions,
        clicks
    from english
    union all
    select
        campaign_id,
        report_day,
        campaign_name,
        cost_amount,
        currency,
        impressions,
        clicks
    from german_alone
),

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
    from reported
    group by campaign_id, report_day, currency
)

select * from in_our_words
