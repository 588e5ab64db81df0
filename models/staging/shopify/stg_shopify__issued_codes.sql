with

source as (
    {{ newest_only(
        source('shopify', 'discount_codes'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as shopify_discount_code_id,
        {{ clean_text('price_rule_id') }} as shopify_price_rule_id,
        upper({{ clean_text('code') }}) as code,
        -- attributes
        {{ to_integer('usage_count') }} as usage_count,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
