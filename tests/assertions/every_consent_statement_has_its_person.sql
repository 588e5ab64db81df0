-- A withdrawal that finds nobody would be a withdrawal ignored: each conformed
-- statement of consent belongs to exactly one person, for a purpose that we keep. Of
-- people who were erased nothing is said any more.
with

source_consents as (select * from {{ ref('int_consents') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

purposes as (select * from {{ ref('consent_purposes') }}),

erasures as (select * from {{ ref('identity_erasures') }}),

attributed as (
    select
        source_consents.source_name,
        source_consents.source_record_id,
        source_consents.purpose,
        count(distinct customer_ids.customer_id) as person_count,
        count(distinct purposes.purpose) as purpose_count
    from source_consents
    left outer join customer_ids
        on
            source_consents.source_name = customer_ids.source_name
            and source_consents.source_record_id = customer_ids.source_record_id
    left outer join purposes on source_consents.purpose = purposes.purpose
    left outer join erasures
        on {{ record_key(
            'source_consents.source_name', 'source_consents.source_record_id'
        ) }} = erasures.record_key
    where erasures.record_key is null
    group by
        source_consents.source_name, source_consents.source_record_id,
        source_consents.purpose
),

lost as (
    select
        source_name,
        purpose,
        count(*) as record_count
    from attributed
    where person_count <> 1 or purpose_count <> 1
    group by source_name, purpose
)

select * from lost
