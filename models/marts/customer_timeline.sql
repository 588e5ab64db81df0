with

order_events as (select * from {{ ref('int_timeline_orders') }}),

contacts as (select * from {{ ref('service_contacts') }}),

answers as (select * from {{ ref('survey_responses') }}),

consent_statements as (select * from {{ ref('int_consent_statements') }}),

people as (select * from {{ ref('customers') }}),

-- A record's id may be a card number, so consent refers to its purpose instead.
events as (
    select
        customer_id,
        event_type,
        happened_at,
        source_name,
        reference_id,
        channel,
        null as detail,
        currency,
        amount
    from order_events
    union all
    select
        customer_id,
        'Contact Opened' as event_type,
        opened_at as happened_at,
        source_name,
        service_contact_id as reference_id,
        contact_channel as channel,
        reason as detail,
        currency,
        cost_amount as amount
    from contacts
    union all
    select
        customer_id,
        'Contact Solved' as event_type,
        solved_at as happened_at,
        source_name,
        service_contact_id as reference_id,
        contact_channel as channel,
        reason as detail,
        null as currency,
        null as amount
    from contacts
    where solved_at is not null
    union all
    select
        customer_id,
        'Survey Answered' as event_type,
        responded_at as happened_at,
        source_name,
        survey_response_id as reference_id,
        channel,
        instrument || ' ' || cast(score as string) as detail,
        null as currency,
        null as amount
    from answers
    where score is not null
    union all
    select distinct
        customer_id,
        'Consent Updated' as event_type,
        changed_at as happened_at,
        source_name,
        purpose as reference_id,
        null as channel,
        status as detail,
        null as currency,
        null as amount
    from consent_statements
),

identified as (
    select
        'e' || md5(
            events.customer_id || '|' || events.event_type || '|'
            || cast(events.happened_at as string) || '|' || events.source_name || '|'
            || events.reference_id || '|' || coalesce(events.detail, '')
        ) as event_id,
        events.customer_id,
        events.event_type,
        events.happened_at,
        events.source_name,
        events.reference_id,
        events.channel,
        events.detail,
        events.currency,
        events.amount
    from events
    inner join people on events.customer_id = people.customer_id
    where events.happened_at is not null
)

select * from identified
