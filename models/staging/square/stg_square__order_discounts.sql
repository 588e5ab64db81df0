with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        {{ json_elements('discounts') }} as discount
    from source
),

unpacked as (
    select
        order_id,
        {{ json_str('discount', 'uid') }} as uid,
        {{ json_str('discount', 'name') }} as name,
        {{ json_str('discount', 'type') }} as discount_type,
        {{ json_str('discount', 'percentage') }} as percentage,
        {{ json_str('discount', 'amount_money.currency') }} as currency,
        {{ json_money('discount', 'amount_money') }} as amount
    from exploded
),

renamed as (
    select
        -- ids
        order_id || '-' || uid as square_discount_id,
        order_id as square_order_id,
        upper({{ clean_text('name') }}) as discount_name,
        -- attributes
        upper({{ clean_text('discount_type') }}) as discount_type,
        currency,
        -- amounts
        amount as discount_amount,
        {{ to_decimal('percentage') }} as discount_percent
    from unpacked
)

select * from renamed
