with

source as (
    {{ newest_file_only(
        source('meta_ads', 'campaigns'),
        ['campaign_id', 'day'],
        ['campaign_id', 'day', 'cast(_row_number as string)']
    ) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('campaign_id') }} as campaign_id,
        -- attributes
        {{ clean_text('campaign_name') }} as campaign_name,
        lower({{ clean_text('campaign_delivery') }}) as campaign_delivery,
        -- amounts
        {{ to_decimal('amount_spent_eur') }} as amount_spent_eur,
        {{ to_integer('impressions') }} as impressions,
        {{ to_integer('reach') }} as reach,
        {{ to_integer('link_clicks') }} as link_clicks,
        {{ to_integer('clicks_all') }} as all_clicks,
        -- times
        {{ to_date('day') }} as report_day
    from source
)

select * from renamed
