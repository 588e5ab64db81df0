with

anomalies as (select * from {{ ref('int_identity_anomalies') }}),

people as (select * from {{ ref('customers') }}),

-- Test persons are nobody.
joined as (
    select
        anomalies.customer_id,
        anomalies.anomaly,
        anomalies.severity,
        anomalies.anomaly_meaning,
        anomalies.observed_value,
        anomalies.max_value
    from anomalies
    inner join people on anomalies.customer_id = people.customer_id
)

select * from joined
