with

source as (
    {{ newest_only(
        source('zendesk', 'users'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

bared as (
    select
        id,
        external_id,
        organization_id,
        email,
        phone,
        {{ without_titles('name') }} as bare_name,
        {{ title_of('name') }} as title,
        role,
        locale,
        tags,
        user_fields,
        suspended,
        active,
        created_at,
        updated_at
    from source
),

named as (
    select
        id,
        external_id,
        organization_id,
        email,
        phone,
        -- Without a name Zendesk shows the address or the number of the caller.
        case
            when
                not {{ regexp_matches('bare_name', '[@0-9]') }}
                and lower(bare_name) <> lower(split_part(coalesce(email, ''), '@', 1))
                then bare_name
        end as bare_name,
        title,
        role,
        locale,
        tags,
        user_fields,
        suspended,
        active,
        created_at,
        updated_at
    from bared
),

renamed as (
    select
        -- ids
        id as zendesk_user_id,
        {{ clean_text('external_id') }} as external_id,
        {{ clean_text('organization_id') }} as zendesk_organization_id,
        {{ clean_text(json_str('user_fields', 'kundenkarte')) }}
            as loyalty_card_number,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        {{ clean_name(given_name('bare_name')) }} as first_name,
        {{ clean_name(family_name('bare_name')) }} as last_name,
        title as salutation,
        lower({{ clean_text('role') }}) as role,
        {{ language_code('locale') }} as language,
        -- flags
        coalesce({{ to_boolean('suspended') }}, false) as is_suspended,
        coalesce({{ to_boolean('active') }}, true) as is_active,
        coalesce({{ regexp_matches('lower(tags)', '"test"') }}, false) as is_test,
        -- times
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from named
)

select * from renamed
