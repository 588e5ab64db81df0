with

mentions as (select * from {{ ref('int_fact_mentions') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

facts as (
    select
        mentions.fact_type,
        mentions.source_name,
        mentions.fact_id,
        customer_ids.customer_id
    from mentions
    inner join customer_ids on mentions.record_key = customer_ids.record_key
    where mentions.fact_type in ('order', 'service_contact', 'survey_response')
)

select * from facts
