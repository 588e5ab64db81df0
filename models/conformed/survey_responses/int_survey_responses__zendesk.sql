with

ratings as (select * from {{ ref('stg_zendesk__satisfaction_ratings') }}),

in_our_words as (
    select
        'zendesk' as source_name,
        zendesk_satisfaction_rating_id as source_response_id,
        'satisfaction' as question_key,
        coalesce(updated_at, created_at) as responded_at,
        requester_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        'csat' as instrument,
        cast(case when score = 'good' then 1 else 0 end as decimal(18, 4)) as score,
        cast(0 as decimal(18, 4)) as scale_min,
        cast(1 as decimal(18, 4)) as scale_max,
        comment as answer_text,
        'service' as touchpoint,
        cast(null as string) as source_order_id,
        zendesk_ticket_id as source_contact_id,
        cast(null as string) as sku,
        cast(null as timestamp) as invited_at
    from ratings
    -- offered and unoffered are questions that nobody answered.
    where score in ('good', 'bad')
)

select * from in_our_words
