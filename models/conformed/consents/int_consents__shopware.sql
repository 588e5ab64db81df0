with

recipients as (select * from {{ ref('stg_shopware__newsletter_recipients') }}),

in_our_words as (
    select
        'shopware' as source_name,
        'newsletter:' || shopware_newsletter_recipient_id as source_record_id,
        'marketing_email' as purpose,
        case
            when status in ('optIn', 'direct') then 'granted'
            when status = 'optOut' then 'withdrawn'
            else 'denied'
        end as status,
        -- A yes without a date counts from the earliest and a no from the latest moment
        -- it may have been said, so that a doubt never opens anything.
        case
            when status in ('optIn', 'direct') then coalesce(confirmed_at, created_at)
            else updated_at
        end as changed_at,
        email,
        cast(null as string) as phone,
        case status
            when 'optIn' then 'double_opt_in'
            when 'direct' then 'checkbox'
        end as method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from recipients
    where status is not null
)

select * from in_our_words
