with

alias_ids as (select * from {{ ref('int_customer_alias_ids') }}),

renamed as (
    select
        customer_id,
        standing_customer_id,
        since_at
    from alias_ids
)

select * from renamed
