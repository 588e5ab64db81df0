with

candidates as (select * from {{ ref('int_customer_field_candidates') }}),

-- rank(), not row_number(): every field of the winning record's group wins with it.
ranked as (
    select
        customer_id,
        field_group,
        field_name,
        value,
        source_name,
        source_record_id,
        trust,
        updated_at,
        rank() over (
            partition by customer_id, field_group
            order by
                is_complete desc, trust desc, updated_at desc nulls last,
                given_count desc, record_key asc
        ) as place
    from candidates
    where is_usable
),

alternatives as (
    select
        customer_id,
        field_name,
        count(distinct value) as distinct_value_count
    from candidates
    group by customer_id, field_name
),

winners as (
    select
        ranked.customer_id,
        ranked.field_name,
        ranked.value,
        ranked.source_name,
        ranked.source_record_id,
        ranked.trust,
        alternatives.distinct_value_count,
        ranked.updated_at
    from ranked
    inner join alternatives
        on
            ranked.customer_id = alternatives.customer_id
            and ranked.field_name = alternatives.field_name
    where ranked.place = 1
)

select * from winners
