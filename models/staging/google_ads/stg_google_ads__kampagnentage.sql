with

source as (
    {{ newest_file_only(
        source('google_ads', 'kampagnenbericht'),
        ['kampagnen_id', 'tag'],
        ['kampagnen_id', 'tag', 'cast(_row_number as string)']
    ) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('kampagnen_id') }} as campaign_id,
        -- attributes
        {{ clean_text('kampagne') }} as campaign_name,
        upper({{ clean_text('waehrungscode') }}) as currency,
        -- amounts
        {{ to_decimal_german('kosten') }} as cost_amount,
        cast({{ to_decimal_german('impr') }} as bigint) as impressions,
        cast({{ to_decimal_german('klicks') }} as bigint) as clicks,
        -- times
        {{ to_date('tag') }} as report_day
    from source
)

select * from renamed
