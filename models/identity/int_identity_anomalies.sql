with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

contradictions as (select * from {{ ref('int_customer_contradictions') }}),

confidences as (select * from {{ ref('int_customer_confidences') }}),

limits as (select * from {{ ref('anomaly_limits') }}),

stated_values as (
    select
        customer_ids.customer_id,
        case stated.identifier_type
            when 'email' then 'too_many_emails'
            when 'phone' then 'too_many_phones'
            when 'loyalty_card' then 'too_many_loyalty_cards'
        end as anomaly,
        stated.identifier_key
    from stated
    inner join customer_ids on stated.record_key = customer_ids.record_key
    where stated.identifier_type in ('email', 'phone', 'loyalty_card')
),

-- Values are told from each other only where more are stated than may be.
crowded as (
    select
        stated_values.customer_id,
        stated_values.anomaly
    from stated_values
    inner join limits on stated_values.anomaly = limits.anomaly
    group by 1, 2
    having count(*) > max(limits.max_value)
),

identifiers as (
    select
        stated_values.customer_id,
        stated_values.anomaly,
        count(distinct stated_values.identifier_key) as observed_value
    from stated_values
    inner join crowded
        on
            stated_values.customer_id = crowded.customer_id
            and stated_values.anomaly = crowded.anomaly
    group by 1, 2
),

observed as (
    select
        customer_id,
        'two_living_names' as anomaly,
        sum(case when has_two_names then 1 else 0 end) as observed_value
    from contradictions
    group by 1
    union all
    select
        customer_id,
        'two_birth_dates' as anomaly,
        sum(case when has_two_birth_dates then 1 else 0 end) as observed_value
    from contradictions
    group by 1
    union all
    select
        customer_id,
        'too_many_records' as anomaly,
        record_count as observed_value
    from confidences
    union all
    select
        customer_id,
        'weakly_tied' as anomaly,
        1 - confidence as observed_value
    from confidences
    union all
    select
        customer_id,
        anomaly,
        observed_value
    from identifiers
),

judged as (
    select
        observed.customer_id,
        observed.anomaly,
        limits.severity,
        limits.meaning as anomaly_meaning,
        cast(observed.observed_value as decimal(18, 4)) as observed_value,
        limits.max_value
    from observed
    inner join limits on observed.anomaly = limits.anomaly
    where observed.observed_value > limits.max_value
)

select * from judged
