with

nothing_yet as (
    select
        cast(null as string) as source_name,
        cast(null as string) as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        cast(null as string) as first_name,
        cast(null as string) as last_name,
        cast(null as string) as salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as street,
        cast(null as string) as house_number,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id,
        cast(null as string) as account_id,
        cast(null as boolean) as is_test,
        cast(null as timestamp) as created_at,
        cast(null as timestamp) as updated_at,
        cast(null as timestamp) as deleted_at
    where 1 = 0
)

select * from nothing_yet
