with

source as (
    {{ newest_file_only(
        source('google_ads', 'campaign_report'),
        ['campaign_id', 'day'],
        ['campaign_id', 'day', 'cast(_row_number as string)']
    ) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('campaign_id') }} as campaign_id,
        -- attributes
        {{ clean_text('campaign') }} as campaign_name,
        upper({{ clean_text('currency_code') }}) as currency,
        -- amounts
        {{ to_decimal('cost', ',') }} as cost_amount,
        cast({{ to_decimal('impr', ',') }} as bigint) as impressions,
        cast({{ to_decimal('clicks', ',') }} as bigint) as clicks,
        -- times
        {{ to_date('day') }} as report_day
    from source
)

select * from renamed
