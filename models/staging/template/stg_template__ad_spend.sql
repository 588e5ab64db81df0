with

source as (
    {{ newest_only(
        source('template', 'ad_spend'),
        [
            'source_name',
            'lower(trim(platform))',
            'trim(campaign_id)',
            to_date('spend_date'),
        ]
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('campaign_id') }} as campaign_id,
        -- attributes
        lower({{ clean_text('platform') }}) as platform,
        {{ clean_text('campaign_name') }} as campaign_name,
        upper({{ clean_text('currency') }}) as currency,
        -- amounts
        {{ to_decimal('cost_amount') }} as cost_amount,
        {{ to_integer('impressions') }} as impressions,
        {{ to_integer('clicks') }} as clicks,
        -- times
        {{ to_date('spend_date') }} as spend_date
    from source
)

select * from renamed
