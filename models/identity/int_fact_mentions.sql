with

orders as (select * from {{ ref('int_orders') }}),

service_contacts as (select * from {{ ref('int_service_contacts') }}),

survey_responses as (select * from {{ ref('int_survey_responses') }}),

consents as (select * from {{ ref('int_consents') }}),

loyalty_members as (select * from {{ ref('int_loyalty_members') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

mentions as (
    select
        'order' as fact_type,
        source_name,
        source_order_id as fact_id,
        source_record_id, email, phone, loyalty_card_number,
        is_test,
        ordered_at as happened_at
    from orders
    union all
    select
        'service_contact' as fact_type,
        source_name,
        source_contact_id as fact_id,
        source_record_id, email, phone,
        cast(null as string) as loyalty_card_number,
        false as is_test,
        opened_at as happened_at
    from service_contacts
    union all
    -- One answer sheet is one fact, however many questions it answers.
    select
        'survey_response' as fact_type,
        source_name,
        source_response_id as fact_id,
        max(source_record_id) as source_record_id,
        max(email) as email,
        max(phone) as phone,
        cast(null as string) as loyalty_card_number,
        false as is_test,
        min(responded_at) as happened_at
    from survey_responses
    group by source_name, source_response_id
    union all
    select
        'consent' as fact_type,
        source_name,
        source_record_id as fact_id,
        source_record_id, email, phone,
        cast(null as string) as loyalty_card_number,
        false as is_test,
        changed_at as happened_at
    from consents
    union all
    select
        'loyalty_member' as fact_type,
        source_name,
        loyalty_card_number as fact_id,
        source_record_id, email, phone, loyalty_card_number,
        false as is_test,
        cast(joined_on as timestamp) as happened_at
    from loyalty_members
),

-- Who names no record but leaves an address is a record of its own.
named as (
    select
        source_name,
        coalesce(source_record_id, fact_type || ':' || fact_id) as source_record_id,
        fact_type, fact_id, email, phone, loyalty_card_number,
        coalesce(is_test, false) as is_test,
        happened_at
    from mentions
    where coalesce(source_record_id, email, phone, loyalty_card_number) is not null
),

-- What the erased did is counted where it happened; here it says nothing of them.
keyed as (
    select
        {{ record_key('named.source_name', 'named.source_record_id') }} as record_key,
        named.source_name, named.source_record_id, named.fact_type, named.fact_id,
        named.email, named.phone, named.loyalty_card_number,
        named.is_test, named.happened_at
    from named
    left join erased
        on
            {{ record_key('named.source_name', 'named.source_record_id') }}
            = erased.record_key
    where erased.record_key is null
)

select * from keyed
