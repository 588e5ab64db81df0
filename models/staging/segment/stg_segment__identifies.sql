with

source as (
    {{ first_only(
        source('segment', 'events'),
        ['trim(message_id)'],
        to_timestamp_utc('received_at', 'UTC')
    ) }}
),

-- What a group call states is the company's; other calls may repeat the user's traits.
spoken as (
    select
        message_id,
        user_id,
        case
            when lower(trim(type)) = 'identify' then coalesce(traits, '{}')
            else {{ json_str('context', 'traits') }}
        end as traits,
        {{ json_str('context', 'locale') }} as locale
    from source
),

bared as (
    select
        message_id,
        user_id,
        traits,
        locale,
        {{ without_titles(json_str('traits', 'name')) }} as bare_name,
        {{ country_code(json_str('traits', 'address.country')) }} as country_code
    from spoken
    where traits is not null and {{ clean_text('user_id') }} is not null
),

renamed as (
    select
        -- ids
        trim(message_id) as message_id,
        {{ clean_text('user_id') }} as user_id,
        {{ clean_text(json_str('traits', 'shopify_customer_id')) }}
            as shopify_customer_id,
        {{ clean_text(json_str('traits', 'loyalty_card_number')) }}
            as loyalty_card_number,
        {{ clean_text(json_str('traits', 'company.id')) }} as company_id,
        -- attributes
        {{ normalize_email(json_str('traits', 'email')) }} as email,
        {{ normalize_phone(json_str('traits', 'phone'), 'country_code') }} as phone,
        {{ clean_name('coalesce(' ~ json_str('traits', 'firstName') ~ ', '
            ~ json_str('traits', 'first_name') ~ ', '
            ~ given_name('bare_name') ~ ')') }} as first_name,
        {{ clean_name('coalesce(' ~ json_str('traits', 'lastName') ~ ', '
            ~ json_str('traits', 'last_name') ~ ', '
            ~ family_name('bare_name') ~ ')') }} as last_name,
        {{ clean_text(json_str('traits', 'title')) }} as title,
        {{ to_birth_date(json_str('traits', 'birthday')) }} as birth_date,
        lower({{ clean_text(json_str('traits', 'gender')) }}) as gender,
        {{ language_code('locale') }} as language,
        {{ clean_text(json_str('traits', 'company.name')) }} as company_name,
        {{ street_name(json_str('traits', 'address.street')) }} as street,
        {{ house_number(json_str('traits', 'address.street')) }} as house_number,
        {{ clean_text(json_str('traits', 'address.postalCode')) }} as postal_code,
        {{ clean_text(json_str('traits', 'address.city')) }} as city,
        country_code,
        -- flags
        {{ to_boolean(json_str('traits', 'is_test')) }} as is_test,
        -- times
        {{ to_timestamp_utc(json_str('traits', 'createdAt'), 'UTC') }} as created_at
    from bared
)

select * from renamed
