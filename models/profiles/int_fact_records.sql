with

contacts as (select * from {{ ref('int_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

without_contact as (
    select
        mentions.source_name,
        mentions.source_record_id,
        mentions.fact_type || ':' || mentions.fact_id as fact_key,
        mentions.email,
        mentions.phone,
        mentions.loyalty_card_number,
        mentions.happened_at as stated_at
    from mentions
    left outer join contacts
        on
            mentions.source_name = contacts.source_name
            and mentions.source_record_id = contacts.source_record_id
    where
        contacts.source_record_id is null
        and mentions.fact_type in ('order', 'service_contact', 'survey_response')
        and coalesce(mentions.email, mentions.phone, mentions.loyalty_card_number)
        is not null
),

newest_first as (
    select
        source_name,
        source_record_id,
        email,
        phone,
        loyalty_card_number,
        stated_at,
        row_number() over (
            partition by source_name, source_record_id
            order by stated_at desc nulls last, fact_key asc
        ) as recency
    from without_contact
),

newest as (
    select
        source_name,
        source_record_id,
        email,
        phone,
        loyalty_card_number,
        stated_at
    from newest_first
    where recency = 1
)

select * from newest
