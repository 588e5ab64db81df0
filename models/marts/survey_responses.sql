with

nothing_yet as (
    select
        cast(null as string) as survey_response_id,
        cast(null as string) as source_name,
        cast(null as string) as source_response_id,
        cast(null as string) as question_key,
        cast(null as string) as customer_id,
        cast(null as string) as order_id,
        cast(null as string) as service_contact_id,
        cast(null as string) as instrument,
        cast(null as string) as touchpoint,
        cast(null as string) as channel,
        cast(null as string) as sales_model,
        cast(null as string) as answer_text,
        cast(null as decimal(18, 4)) as score,
        cast(null as decimal(18, 4)) as scale_min,
        cast(null as decimal(18, 4)) as scale_max,
        cast(null as boolean) as is_positive,
        cast(null as boolean) as is_negative,
        cast(null as date) as response_date,
        cast(null as timestamp) as responded_at
    where 1 = 0
)

select * from nothing_yet
