with

users as (select * from {{ ref('stg_zendesk__users') }}),

deleted_users as (select * from {{ ref('stg_zendesk__deleted_users') }}),

end_users as (
    select
        'zendesk' as source_name,
        users.zendesk_user_id as source_record_id,
        users.email,
        users.phone,
        users.first_name,
        users.last_name,
        users.salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        users.language,
        cast(null as string) as company_name,
        cast(null as string) as vat_id,
        cast(null as string) as street,
        cast(null as string) as house_number,
        cast(null as string) as postal_code,
        cast(null as string) as city,
        cast(null as string) as country_code,
        users.loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- Only an id that names its tool can be the id of another tool.
        case when users.external_id like '%_:_%' then users.external_id end
            as external_id,
        users.zendesk_organization_id as account_id,
        users.is_test,
        users.created_at,
        users.updated_at,
        coalesce(
            deleted_users.deleted_at,
            case when not users.is_active then users.updated_at end
        ) as deleted_at
    from users
    left outer join deleted_users
        on users.zendesk_user_id = deleted_users.zendesk_user_id
    -- Agents and admins are staff, not customers; a user without a role is not staff.
    where coalesce(users.role, 'end-user') = 'end-user'
)

select * from end_users
