with

profiles as (select * from {{ ref('stg_klaviyo__profile_consents') }}),

spoken as (
    select
        klaviyo_profile_id,
        'marketing_email' as purpose,
        email_consent as consent,
        email_method as consent_method,
        email_method_detail as method_detail,
        is_email_double_opt_in as is_double_opt_in,
        email_consent_at as consent_at,
        -- A bounce says that the address is dead, not that its owner said no.
        greatest(unsubscribed_at, complained_at, user_suppressed_at) as suppressed_at,
        email,
        phone,
        created_at,
        updated_at
    from profiles
    union all
    select
        klaviyo_profile_id,
        'marketing_sms' as purpose,
        sms_consent as consent,
        sms_method as consent_method,
        sms_method_detail as method_detail,
        false as is_double_opt_in,
        sms_consent_at as consent_at,
        cast(null as timestamp) as suppressed_at,
        email,
        phone,
        created_at,
        updated_at
    from profiles
),

stated as (
    select
        klaviyo_profile_id,
        purpose,
        method_detail,
        case
            when suppressed_at is not null or consent = 'unsubscribed' then 'withdrawn'
            when consent = 'subscribed' then 'granted'
        end as status,
        case
            when is_double_opt_in then 'double_opt_in'
            when {{ regexp_matches('consent_method', 'form|page') }} then 'checkbox'
            when {{ regexp_matches('consent_method', 'import|upload') }} then 'import'
        end as yes_method,
        consent_at,
        suppressed_at,
        email,
        phone,
        created_at,
        updated_at
    from spoken
),

in_our_words as (
    select
        'klaviyo' as source_name,
        klaviyo_profile_id as source_record_id,
        purpose,
        status,
        -- Without a date a yes counts from the earliest and a no from the latest
        -- moment it may have been said, so that a doubt never opens anything. While a
        -- suppression stands, no later yes reopens.
        coalesce(
            greatest(consent_at, suppressed_at),
            case when status = 'granted' then created_at else updated_at end
        ) as changed_at,
        email,
        phone,
        case when status = 'granted' then yes_method end as method,
        case when status = 'granted' then method_detail end as proof_ref,
        cast(null as timestamp) as expires_at
    from stated
    -- Never subscribed is what every profile starts with, not a statement.
    where status is not null
)

select * from in_our_words
