with

service_contacts as (select * from {{ ref('int_service_contacts') }}),

feedback as (select * from {{ ref('int_feedback') }}),

known as (
    select
        service_contacts.source_name,
        service_contacts.source_contact_id,
        feedback.customer_id,
        service_contacts.reason,
        service_contacts.opened_at,
        service_contacts.solved_at,
        coalesce(service_contacts.reopen_count, 0) as reopen_count
    from service_contacts
    inner join feedback
        on
            service_contacts.source_name = feedback.source_name
            and service_contacts.source_contact_id = feedback.fact_id
            and feedback.fact_type = 'service_contact'
),

next_contacts as (
    select
        source_name,
        source_contact_id,
        lead(opened_at) over (
            partition by customer_id, reason
            order by opened_at asc, source_name asc, source_contact_id asc
        ) as next_opened_at
    from known
    where customer_id is not null and reason is not null
),

-- Undecided, and so null, until it is solved and seven quiet days have passed.
judged as (
    select
        known.source_name,
        known.source_contact_id,
        known.customer_id,
        case
            when known.reopen_count > 0 then false
            when known.solved_at is null then null
            when next_contacts.next_opened_at <= known.solved_at + interval 7 day
                then false
            when known.solved_at + interval 7 day <= {{ as_of() }} then true
        end as is_first_contact_resolved
    from known
    left outer join next_contacts
        on
            known.source_name = next_contacts.source_name
            and known.source_contact_id = next_contacts.source_contact_id
)

select * from judged
