with

contacts as (select * from {{ ref('int_contacts') }}),

orders as (select * from {{ ref('int_orders') }}),

service_contacts as (select * from {{ ref('int_service_contacts') }}),

survey_responses as (select * from {{ ref('int_survey_responses') }}),

facts as (
    select
        source_name,
        'order:' || source_order_id as fact_key,
        source_record_id,
        email,
        phone,
        loyalty_card_number,
        ordered_at as stated_at
    from orders
    union all
    select
        source_name,
        'service_contact:' || source_contact_id as fact_key,
        source_record_id,
        email,
        phone,
        cast(null as string) as loyalty_card_number,
        opened_at as stated_at
    from service_contacts
    union all
    select
        source_name,
        'survey_response:' || source_response_id as fact_key,
        source_record_id,
        email,
        phone,
        cast(null as string) as loyalty_card_number,
        responded_at as stated_at
    from survey_responses
),

without_contact as (
    select
        facts.source_name,
        coalesce(facts.source_record_id, facts.fact_key) as source_record_id,
        facts.fact_key,
        facts.email,
        facts.phone,
        facts.loyalty_card_number,
        facts.stated_at
    from facts
    left outer join contacts
        on
            facts.source_name = contacts.source_name
            and facts.source_record_id = contacts.source_record_id
    where
        contacts.source_record_id is null
        and coalesce(facts.email, facts.phone, facts.loyalty_card_number) is not null
),

-- The answers to several questions of one sheet are one fact_key; they carry the
-- same address, so that the last column only makes the order total.
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
            order by
                stated_at desc nulls last, fact_key asc, email asc nulls last,
                phone asc nulls last, loyalty_card_number asc nulls last
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
