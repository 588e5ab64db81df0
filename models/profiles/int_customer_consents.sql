with

details as (select * from {{ ref('int_customer_details') }}),

purposes as (select * from {{ ref('consent_purposes') }}),

statements as (select * from {{ ref('int_consent_statements') }}),

-- A yes that is dated in the future is not one yet; a no counts at once.
latest_first as (
    select
        customer_id,
        purpose,
        status,
        source_name,
        source_record_id,
        changed_at,
        expires_at,
        row_number() over (
            partition by customer_id, purpose
            order by
                changed_at desc nulls last,
                case when status = 'granted' then 1 else 0 end asc,
                status desc, source_name asc, source_record_id asc,
                expires_at asc nulls last
        ) as recency
    from statements
    where status <> 'granted' or changed_at <= {{ as_of() }}
),

asked as (
    select
        details.customer_id,
        purposes.purpose
    from details
    cross join purposes
),

closed_by_default as (
    select
        asked.customer_id,
        asked.purpose,
        coalesce(latest_first.status, 'unknown') as status,
        latest_first.source_name,
        latest_first.source_record_id,
        coalesce(
            latest_first.status = 'granted'
            and (
                latest_first.expires_at is null
                or latest_first.expires_at > {{ as_of() }}
            ),
            false
        ) as is_granted,
        latest_first.changed_at,
        latest_first.expires_at
    from asked
    left outer join latest_first
        on
            asked.customer_id = latest_first.customer_id
            and asked.purpose = latest_first.purpose
            and latest_first.recency = 1
)

select * from closed_by_default
