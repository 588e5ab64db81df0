{#- The payments of all receipts of a closing are its Z_SE_ZAHLUNGEN, so that no receipt
    is missing. Not compared while rows of any till lie in quarantine. -#}
with

closings as (select * from {{ ref('stg_dsfinvk__cash_point_closings') }}),

receipts as (select * from {{ ref('stg_dsfinvk__transactions') }}),

payments as (select * from {{ ref('stg_dsfinvk__payments') }}),

quarantine as (select * from {{ ref('stg_landing__quarantine') }}),

rejected as (
    select count(*) as row_count
    from quarantine
    where tool = 'dsfinvk'
),

paid as (
    select
        receipts.cash_point_closing_id,
        sum(payments.base_currency_amount) as paid_amount
    from payments
    inner join receipts
        on payments.transaction_id = receipts.transaction_id
    group by receipts.cash_point_closing_id
),

different as (
    select
        closings.cash_point_closing_id,
        closings.payments_amount,
        paid.paid_amount
    from closings
    cross join rejected
    left outer join paid
        on closings.cash_point_closing_id = paid.cash_point_closing_id
    where
        closings.payments_amount is not null
        and closings.payments_amount <> coalesce(paid.paid_amount, 0)
        and rejected.row_count = 0
)

select * from different
