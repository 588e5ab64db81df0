with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as tier,
        cast(null as date) as joined_on,
        cast(null as date) as left_on
    where 1 = 0
)

select * from nothing_yet
