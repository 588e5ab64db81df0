with

users as (select * from {{ ref('stg_zendesk__users') }}),

end_users as (
    select
        'zendesk' as source_name,
        zendesk_user_id as source_record_id,
        email,
        phone,
        first_name,
        last_name,
        salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as street,
        cast(null as string) as house_number,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- Only an id that names its tool can be the id of another tool.
        case when external_id like '%_:_%' then external_id end as external_id,
        zendesk_organization_id as account_id,
        is_test,
        created_at,
        updated_at,
        cast(null as timestamp) as deleted_at
    from users
    -- Agents and admins are staff, not customers; a user without a role is not staff.
    where coalesce(role, 'end-user') = 'end-user'
)

select * from end_users
