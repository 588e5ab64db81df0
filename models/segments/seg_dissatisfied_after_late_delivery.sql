with

placed_orders as (select * from {{ ref('orders') }}),

contacts as (select * from {{ ref('service_contacts') }}),

answers as (select * from {{ ref('survey_responses') }}),

segment_parameters as (select * from {{ ref('segment_parameters') }}),

limits as (
    select max(case when parameter = 'window_days' then value end) as window_days
    from segment_parameters
    where segment_name = 'dissatisfied_after_late_delivery'
),

late_orders as (
    select
        placed_orders.customer_id,
        placed_orders.order_id,
        placed_orders.promised_at,
        placed_orders.ordered_at,
        {{ days_between(
            'placed_orders.promised_at',
            'coalesce(placed_orders.delivered_at, ' ~ as_of() ~ ')'
        ) }} as days_late
    from placed_orders
    cross join limits
    where
        placed_orders.customer_id is not null
        and placed_orders.is_delivered_late
        and not placed_orders.is_cancelled
        and not placed_orders.is_test
        and placed_orders.promised_at <= {{ as_of() }}
        and {{ days_between('placed_orders.promised_at', as_of()) }}
        <= limits.window_days
),

complaints as (
    select
        service_contact_id as contact_id,
        null as answer_id,
        customer_id,
        order_id,
        opened_at as voiced_at
    from contacts
    where
        opened_at <= {{ as_of() }}
        and (
            order_id is not null
            or lower(reason) like '%liefer%'
            or lower(reason) like '%deliver%'
        )
    union all
    select
        null as contact_id,
        survey_response_id as answer_id,
        customer_id,
        order_id,
        responded_at as voiced_at
    from answers
    where is_negative and responded_at <= {{ as_of() }}
),

-- A complaint that names no order is about the late one if it came after the promise
-- was broken; one that names it may have come before.
voiced as (
    select
        late_orders.customer_id,
        max(late_orders.days_late) as days_late,
        count(distinct complaints.contact_id) as contact_count,
        count(distinct complaints.answer_id) as answer_count
    from late_orders
    inner join complaints
        on
            late_orders.customer_id = complaints.customer_id
            and late_orders.ordered_at <= complaints.voiced_at
    where
        late_orders.order_id = complaints.order_id
        or (
            complaints.order_id is null
            and late_orders.promised_at <= complaints.voiced_at
        )
    group by late_orders.customer_id
),

dissatisfied as (
    select
        'dissatisfied_after_late_delivery' as segment_name,
        customer_id,
        cast(days_late as string) || ' days late, contacts '
        || cast(contact_count as string) || ', negative answers '
        || cast(answer_count as string) as reason,
        cast(days_late as decimal(18, 4)) as score
    from voiced
)

select * from dissatisfied
