with

consents as (select * from {{ ref('int_consents') }}),

customer_ids as (select * from {{ ref('int_customer_ids') }}),

attributed as (
    select
        customer_ids.customer_id,
        consents.purpose,
        consents.status,
        consents.source_name,
        consents.source_record_id,
        consents.method,
        consents.changed_at,
        consents.expires_at
    from consents
    inner join customer_ids
        on
            consents.source_name = customer_ids.source_name
            and consents.source_record_id = customer_ids.source_record_id
)

select * from attributed
