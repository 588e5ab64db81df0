with

ad_spend as (select * from {{ ref('stg_template__ad_spend') }}),

in_our_words as (
    select
        source_name,
        campaign_id,
        spend_date,
        platform,
        campaign_name,
        cost_amount,
        currency,
        impressions,
        clicks
    from ad_spend
)

select * from in_our_words
