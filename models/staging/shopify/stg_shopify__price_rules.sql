with

source as (
    {{ newest_only(
        source('shopify', 'price_rules'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as shopify_price_rule_id,
        {{ json_str('prerequisite_customer_ids', '[0]') }} as first_customer_id,
        {{ json_str('prerequisite_customer_ids', '[1]') }} as second_customer_id,
        -- attributes
        {{ clean_text('title') }} as title,
        lower({{ clean_text('value_type') }}) as value_type,
        lower({{ clean_text('customer_selection') }}) as customer_selection,
        -- amounts
        abs({{ to_decimal('value') }}) as value,
        {{ to_decimal(
            json_str('prerequisite_subtotal_range', 'greater_than_or_equal_to')
        ) }} as minimum_subtotal_amount,
        -- times
        {{ to_timestamp_utc('starts_at') }} as starts_at,
        {{ to_timestamp_utc('ends_at') }} as ends_at
    from source
)

select * from renamed
