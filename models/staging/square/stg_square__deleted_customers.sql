with

source as (select * from {{ source('square', 'events') }}),

unpacked as (
    select
        lower({{ clean_text('type') }}) as event_type,
        {{ json_str('data', 'id') }} as customer_id,
        {{ json_str('data', 'object.event_context.merge.to_customer_id') }}
            as merged_into_id,
        {{ json_str('data', 'object.event_context.merge.from_customer_ids') }}
            as merged_ids,
        {{ to_timestamp_utc('created_at') }} as happened_at
    from source
),

exploded as (
    select
        merged_into_id,
        happened_at,
        {{ json_elements('merged_ids') }} as merged_id
    from unpacked
    where merged_ids is not null
),

told as (
    select
        customer_id,
        merged_into_id,
        happened_at
    from unpacked
    where event_type = 'customer.deleted'
    union all
    -- A merge makes a new customer, and its event names the ones that went into it.
    select
        replace(cast(merged_id as string), '"', '') as customer_id,
        merged_into_id,
        happened_at
    from exploded
),

gathered as (
    select
        -- ids
        customer_id as square_customer_id,
        max(merged_into_id) as merged_into_customer_id,
        -- times
        min(happened_at) as deleted_at
    from told
    group by customer_id
)

select * from gathered
