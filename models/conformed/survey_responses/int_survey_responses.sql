with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_response_id,
        cast(null as string) as question_key,
        cast(null as timestamp) as responded_at,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as instrument,
        cast(null as decimal(18, 4)) as score,
        cast(null as decimal(18, 4)) as scale_min,
        cast(null as decimal(18, 4)) as scale_max,
        cast(null as string) as answer_text,
        cast(null as string) as touchpoint,
        cast(null as string) as source_order_id,
        cast(null as string) as source_contact_id,
        cast(null as string) as sku,
        cast(null as timestamp) as invited_at
    where 1 = 0
)

select * from nothing_yet
