-- Each month's contacts and their cost stand once at each of the four levels of total,
-- to the cent, whatever their channel.
with

service_contacts as (select * from {{ ref('service_contacts') }}),

kpis as (select * from {{ ref('kpi_service_cost_monthly') }}),

ledger as (
    select
        {{ month_of('opened_date') }} as month,
        coalesce(currency, 'XXX') as currency,
        count(*) as contact_count,
        coalesce(sum(cost_amount), 0) as service_cost_amount
    from service_contacts
    where not is_test
    group by {{ month_of('opened_date') }}, coalesce(currency, 'XXX')
),

levels as (
    select
        month,
        currency,
        channel = 'all' as is_all_channels,
        sales_model = 'all' as is_all_sales_models,
        sum(contact_count) as contact_count,
        sum(service_cost_amount) as service_cost_amount
    from kpis
    group by month, currency, channel = 'all', sales_model = 'all'
),

agreeing as (
    select
        ledger.month,
        ledger.currency,
        count(*) as level_count
    from ledger
    inner join levels
        on
            ledger.month = levels.month
            and ledger.currency = levels.currency
            and ledger.contact_count = levels.contact_count
            and ledger.service_cost_amount = levels.service_cost_amount
    group by ledger.month, ledger.currency
),

wrong as (
    select
        coalesce(ledger.month, levels.month) as month,
        coalesce(ledger.currency, levels.currency) as currency
    from ledger
    full outer join levels
        on ledger.month = levels.month and ledger.currency = levels.currency
    left outer join agreeing
        on ledger.month = agreeing.month and ledger.currency = agreeing.currency
    where coalesce(agreeing.level_count, 0) <> 4
)

select * from wrong
