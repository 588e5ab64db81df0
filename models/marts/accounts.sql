with

source_accounts as (select * from {{ ref('int_accounts') }}),

account_ids as (select * from {{ ref('int_account_ids') }}),

people as (select * from {{ ref('customers') }}),

identified as (
    select
        account_ids.account_id,
        parent_ids.account_id as parent_account_id,
        source_accounts.source_name,
        source_accounts.source_account_id,
        source_accounts.company_name,
        source_accounts.vat_id,
        source_accounts.domain,
        source_accounts.industry,
        source_accounts.street,
        source_accounts.postal_code,
        source_accounts.city,
        source_accounts.country_code,
        row_number() over (
            partition by account_ids.account_id
            order by
                source_accounts.updated_at desc nulls last,
                source_accounts.source_name asc, source_accounts.source_account_id asc
        ) as recency
    from source_accounts
    inner join account_ids
        on
            source_accounts.source_name = account_ids.source_name
            and source_accounts.source_account_id = account_ids.source_account_id
    left outer join account_ids as parent_ids
        on
            source_accounts.source_name = parent_ids.source_name
            and source_accounts.parent_account_id = parent_ids.source_account_id
),

staffed as (
    select
        account_id,
        count(*) as person_count
    from people
    where account_id is not null
    group by account_id
),

newest as (
    select
        identified.account_id,
        identified.parent_account_id,
        identified.source_name,
        identified.source_account_id,
        identified.company_name,
        identified.vat_id,
        identified.domain,
        identified.industry,
        identified.street,
        identified.postal_code,
        identified.city,
        identified.country_code,
        coalesce(staffed.person_count, 0) as person_count
    from identified
    left outer join staffed on identified.account_id = staffed.account_id
    where identified.recency = 1
)

select * from newest
