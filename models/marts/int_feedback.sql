with

service_contacts as (select * from {{ ref('int_service_contacts') }}),

survey_responses as (select * from {{ ref('int_survey_responses') }}),

fact_customers as (select * from {{ ref('int_fact_customers') }}),

sheets as (
    select
        source_name,
        source_response_id,
        max(source_order_id) as source_order_id,
        max(source_contact_id) as source_contact_id,
        bool_or(coalesce(touchpoint = 'store', false)) as is_in_store,
        min(responded_at) as responded_at
    from survey_responses
    group by source_name, source_response_id
),

-- A survey tool quotes the helpdesk's ticket, so the tool's own name is preferred
-- but not demanded.
quoted_contacts as (
    select
        sheets.source_name,
        sheets.source_response_id,
        service_contacts.source_name as contact_source_name,
        service_contacts.source_contact_id,
        service_contacts.source_order_id,
        row_number() over (
            partition by sheets.source_name, sheets.source_response_id
            order by
                case
                    when sheets.source_name = service_contacts.source_name then 0 else 1
                end asc,
                service_contacts.source_name asc, service_contacts.source_contact_id asc
        ) as place
    from sheets
    inner join service_contacts
        on sheets.source_contact_id = service_contacts.source_contact_id
),

feedback as (
    select
        'service_contact' as fact_type,
        source_name,
        source_contact_id as fact_id,
        source_order_id as order_reference,
        cast(null as string) as service_contact_id,
        coalesce(channel = 'store', false) as is_in_store,
        opened_at as happened_at
    from service_contacts
    union all
    select
        'survey_response' as fact_type,
        sheets.source_name,
        sheets.source_response_id as fact_id,
        coalesce(
            sheets.source_order_id, quoted_contacts.source_order_id
        ) as order_reference,
        quoted_contacts.contact_source_name || ':' || quoted_contacts.source_contact_id
            as service_contact_id,
        sheets.is_in_store,
        sheets.responded_at as happened_at
    from sheets
    left outer join quoted_contacts
        on
            sheets.source_name = quoted_contacts.source_name
            and sheets.source_response_id = quoted_contacts.source_response_id
            and quoted_contacts.place = 1
),

attributed as (
    select
        feedback.fact_type,
        feedback.source_name,
        feedback.fact_id,
        fact_customers.customer_id,
        replace(lower(trim(feedback.order_reference)), '#', '') as order_reference,
        feedback.service_contact_id,
        feedback.is_in_store,
        feedback.happened_at
    from feedback
    left outer join fact_customers
        on
            feedback.fact_type = fact_customers.fact_type
            and feedback.source_name = fact_customers.source_name
            and feedback.fact_id = fact_customers.fact_id
)

select * from attributed
