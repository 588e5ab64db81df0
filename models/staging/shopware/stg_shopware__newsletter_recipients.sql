with

source as (
    {{ newest_only(
        source('shopware', 'newsletter_recipients'), ['id'],
        to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as shopware_newsletter_recipient_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce(
            {{ clean_text('title') }},
            {{ title_of('first_name') }},
            {{ title_of('last_name') }}
        ) as salutation,
        {{ street_name('street') }} as street,
        {{ house_number('street') }} as house_number,
        {{ clean_text('zip_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        {{ clean_text('status') }} as status,
        -- times
        {{ to_timestamp_utc('confirmed_at') }} as confirmed_at,
        {{ to_timestamp_utc('created_at') }} as created_at,
        {{ to_timestamp_utc('coalesce(updated_at, created_at)') }} as updated_at
    from source
)

select * from renamed
