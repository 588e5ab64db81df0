with

accounts as (select * from {{ ref('int_accounts') }}),

keyed as (
    select
        source_name,
        source_account_id,
        coalesce(
            'vat:' || vat_id,
            'name:' || {{ company_key('company_name') }} || ':' || trim(postal_code),
            'id:' || source_name || ':' || source_account_id
        ) as account_key
    from accounts
),

identified as (
    select
        source_name,
        source_account_id,
        'a' || substr(md5(account_key), 1, 16) as account_id
    from keyed
)

select * from identified
