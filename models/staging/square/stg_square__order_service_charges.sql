with

source as (
    {{ newest_only(
        source('square', 'orders'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

exploded as (
    select
        id as order_id,
        created_at,
        {{ json_elements('service_charges') }} as charge
    from source
),

unpacked as (
    select
        order_id,
        created_at,
        {{ json_str('charge', 'uid') }} as uid,
        {{ json_str('charge', 'name') }} as name,
        {{ json_str('charge', 'treatment_type') }} as treatment_type,
        {{ json_money('charge', 'total_tax_money') }} as tax,
        {{ json_money('charge', 'total_money') }} as total
    from exploded
),

renamed as (
    select
        -- ids
        order_id || '-' || uid as square_service_charge_id,
        order_id as square_order_id,
        -- attributes
        {{ clean_text('name') }} as charge_name,
        upper({{ clean_text('treatment_type') }}) as treatment_type,
        -- amounts
        total as total_amount,
        tax as tax_amount,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at
    from unpacked
)

select * from renamed
