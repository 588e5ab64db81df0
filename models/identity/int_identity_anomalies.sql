with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

crowds as (select * from {{ ref('int_identity_crowds') }}),

contradictions as (select * from {{ ref('int_customer_contradictions') }}),

confidences as (select * from {{ ref('int_customer_confidences') }}),

limits as (select * from {{ ref('anomaly_limits') }}),

observed as (
    select
        component_id, 'two_living_names' as anomaly,
        sum(case when has_two_names then 1 else 0 end) as observed_value
    from contradictions
    group by 1
    union all
    select
        component_id, 'two_birth_dates' as anomaly,
        sum(case when has_two_birth_dates then 1 else 0 end) as observed_value
    from contradictions
    group by 1
    union all
    select
        component_id, 'too_many_records' as anomaly,
        record_count as observed_value
    from confidences
    union all
    select
        component_id, 'weakly_tied' as anomaly,
        1 - confidence as observed_value
    from confidences
    union all
    select component_id, anomaly, value_count as observed_value from crowds
),

judged as (
    select
        customer_ids.customer_id,
        observed.anomaly,
        limits.severity,
        limits.meaning as anomaly_meaning,
        cast(observed.observed_value as decimal(18, 4)) as observed_value,
        limits.max_value
    from observed
    inner join limits on observed.anomaly = limits.anomaly
    inner join customer_ids on observed.component_id = customer_ids.record_key
    where observed.observed_value > limits.max_value
)

select * from judged
