with

source as (
    {{ newest_only(
        source('klaviyo', 'profiles'),
        ['id'],
        to_timestamp_utc(json_str('attributes', 'updated'))
    ) }}
),

unpacked as (
    select
        id,
        {{ json_str('attributes', 'external_id') }} as external_id,
        {{ json_str('attributes', 'email') }} as email,
        {{ json_str('attributes', 'phone_number') }} as phone_number,
        {{ json_str('attributes', 'first_name') }} as first_name,
        {{ json_str('attributes', 'last_name') }} as last_name,
        {{ json_str('attributes', 'title') }} as job_title,
        {{ json_str('attributes', 'organization') }} as organization,
        {{ json_str('attributes', 'locale') }} as locale,
        {{ json_str('attributes', 'location.address1') }} as address,
        {{ json_str('attributes', 'location.zip') }} as zip,
        {{ json_str('attributes', 'location.city') }} as city,
        {{ country_code(json_str('attributes', 'location.country')) }} as country_code,
        {{ json_str('attributes', 'properties.loyalty_card_number') }}
            as loyalty_card_number,
        {{ json_str('attributes', 'created') }} as created,
        {{ json_str('attributes', 'updated') }} as updated
    from source
),

renamed as (
    select
        -- ids
        id as klaviyo_profile_id,
        {{ clean_text('external_id') }} as external_id,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone_number', 'country_code') }} as phone,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        coalesce({{ title_of('first_name') }}, {{ title_of('last_name') }})
            as salutation,
        {{ clean_text('job_title') }} as job_title,
        {{ clean_text('organization') }} as organization,
        {{ language_code('locale') }} as language,
        {{ street_name('address') }} as street,
        {{ house_number('address') }} as house_number,
        {{ clean_text('zip') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        -- times
        {{ to_timestamp_utc('created') }} as created_at,
        {{ to_timestamp_utc('updated') }} as updated_at
    from unpacked
)

select * from renamed
