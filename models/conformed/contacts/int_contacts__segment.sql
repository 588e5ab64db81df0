with

events as (select * from {{ ref('int_events__segment') }}),

traits as (select * from {{ ref('int_contact_traits__segment') }}),

devices as (select * from {{ ref('int_contact_devices__segment') }}),

users as (
    select
        user_id,
        min(occurred_at) as first_seen_at
    from events
    where user_id is not null
    group by user_id
),

aliases as (
    select
        previous_id,
        user_id,
        row_number() over (
            partition by previous_id order by occurred_at desc, message_id desc
        ) as alias_rank
    from events
    where event_type = 'alias' and previous_id is not null and user_id is not null
),

memberships as (
    select
        user_id,
        group_id,
        row_number() over (
            partition by user_id order by occurred_at desc, message_id desc
        ) as membership_rank
    from events
    where event_type = 'group' and group_id is not null and user_id is not null
),

in_our_words as (
    select
        'segment' as source_name,
        users.user_id as source_record_id,
        traits.email,
        traits.phone,
        traits.first_name,
        traits.last_name,
        traits.title as salutation,
        traits.birth_date,
        traits.gender,
        traits.language,
        traits.company_name,
        cast(null as string) as vat_id,
        traits.street,
        traits.house_number,
        traits.postal_code,
        traits.city,
        traits.country_code,
        traits.loyalty_card_number,
        devices.device_id,
        devices.anonymous_id,
        -- An id that gave way to another is the same user.
        coalesce(
            'segment:' || aliases.user_id, 'shopify:' || traits.shopify_customer_id
        ) as external_id,
        coalesce(memberships.group_id, traits.company_id) as account_id,
        coalesce(traits.is_test, false) as is_test,
        coalesce(traits.created_at, users.first_seen_at) as created_at,
        coalesce(traits.updated_at, users.first_seen_at) as updated_at,
        cast(null as timestamp) as deleted_at
    from users
    left join traits on users.user_id = traits.user_id
    left join devices on users.user_id = devices.user_id
    left join aliases on users.user_id = aliases.previous_id and aliases.alias_rank = 1
    left join memberships
        on users.user_id = memberships.user_id and memberships.membership_rank = 1
)

select * from in_our_words
