with

customers as (select * from {{ ref('stg_shopify__customers') }}),

exported_consents as (select * from {{ ref('int_exported_consents__shopify') }}),

spoken as (
    select
        shopify_customer_id,
        'marketing_email' as purpose,
        email_consent_state as consent_state,
        email_opt_in_level as opt_in_level,
        email_consent_updated_at as consent_updated_at,
        email,
        phone,
        created_at,
        updated_at
    from customers
    union all
    select
        shopify_customer_id,
        'marketing_sms' as purpose,
        sms_consent_state as consent_state,
        sms_opt_in_level as opt_in_level,
        sms_consent_updated_at as consent_updated_at,
        email,
        phone,
        created_at,
        updated_at
    from customers
),

api_consents as (
    select
        shopify_customer_id,
        purpose,
        case
            when consent_state = 'subscribed' then 'granted'
            when consent_state in ('not_subscribed', 'pending') then 'denied'
            else 'withdrawn'
        end as status,
        -- Without a date a yes counts from the earliest and a no from the latest
        -- moment it may have been said, so that a doubt never opens anything.
        coalesce(
            consent_updated_at,
            case when consent_state = 'subscribed' then created_at else updated_at end
        ) as changed_at,
        email,
        phone,
        case
            when consent_state <> 'subscribed' then cast(null as string)
            when opt_in_level = 'confirmed_opt_in' then 'double_opt_in'
            when opt_in_level = 'single_opt_in' then 'checkbox'
        end as method
    from spoken
    where
        consent_state is not null
        -- Never asked is what every account starts with, not a statement.
        and (consent_state <> 'not_subscribed' or consent_updated_at is not null)
),

stacked as (
    {{ stack(
        ['api_consents', 'exported_consents'],
        [
            "'shopify' as source_name", 'shopify_customer_id as source_record_id',
            'purpose', 'status', 'changed_at', 'email', 'phone', 'method',
            'cast(null as string) as proof_ref',
            'cast(null as timestamp) as expires_at',
        ]
    ) }}
)

select * from stacked
