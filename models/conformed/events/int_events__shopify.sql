with

checkouts as (select * from {{ ref('stg_shopify__checkouts') }}),

in_our_words as (
    select
        'shopify' as source_name,
        'checkout:' || shopify_checkout_id as message_id,
        cast(null as string) as anonymous_id,
        shopify_customer_id as user_id,
        cast(null as string) as previous_id,
        cast(null as string) as group_id,
        cast(null as string) as click_id,
        'track' as event_type,
        'Checkout Started' as event_name,
        landing_site as page_url,
        referring_site as referrer_url,
        cast(null as string) as utm_source,
        cast(null as string) as utm_medium,
        cast(null as string) as utm_campaign,
        cast(null as string) as device_type,
        cast(null as string) as app_name,
        cast(null as string) as ip_country_code,
        '{"checkout_id":"' || shopify_checkout_id || '","value":'
        || coalesce(cast(total_price_amount as string), 'null') || ',"currency":"'
        || coalesce(currency, '') || '","products":' || coalesce(line_items, '[]')
        || '}' as properties,
        cast(null as string) as traits,
        false as has_wrong_clock,
        created_at as occurred_at,
        updated_at as received_at
    from checkouts
    -- One that was completed after all is an order.
    where completed_at is null
)

select * from in_our_words
