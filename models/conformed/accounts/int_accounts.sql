with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_account_id,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as domain,
        cast(null as string) as parent_account_id,
        cast(null as string) as industry,
        cast(null as string) as street,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        cast(null as timestamp) as updated_at
    where 1 = 0
)

select * from nothing_yet
