with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as square_order_id,
        {{ clean_text('location_id') }} as square_location_id,
        coalesce(
            {{ clean_text('customer_id') }},
            {{ clean_text(json_str('tenders', '[0].customer_id')) }}
        ) as square_customer_id,
        {{ clean_text('reference_id') }} as reference_id,
        -- attributes
        coalesce(
            {{ json_str('total_money', 'currency') }},
            {{ json_str('return_amounts', 'total_money.currency') }}
        ) as currency,
        upper({{ clean_text('state') }}) as order_state,
        {{ clean_text(json_str('source', 'name')) }} as order_source,
        upper({{ json_join('discounts', 'name') }}) as discount_names,
        -- amounts
        {{ json_money('total_money') }} as total_amount,
        {{ json_money('total_tax_money') }} as total_tax_amount,
        {{ json_money('total_discount_money') }} as total_discount_amount,
        {{ json_money('total_tip_money') }} as total_tip_amount,
        {{ json_money('total_service_charge_money') }} as total_service_charge_amount,
        {{ json_money('return_amounts', 'total_money') }} as return_total_amount,
        -- flags
        {{ json_str('line_items', '[0]') }} is not null as has_line_items,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('closed_at') }} as closed_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
)

select * from renamed
