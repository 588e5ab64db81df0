with

source as (
    {{ newest_only(
        source('loyalty', 'members'),
        ['trim(card_number)'],
        to_timestamp_utc('updated_at')
    ) }}
),

coded as (
    select
        card_number, email, phone, salutation, first_name, last_name, birth_date,
        street, house_number, postal_code, city, tier, joined_on, left_on, updated_at,
        {{ country_code('country_code') }} as country_code
    from source
),

renamed as (
    select
        -- ids
        {{ clean_text('card_number') }} as card_number,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone', 'country_code') }} as phone,
        coalesce(
            {{ clean_text('salutation') }},
            {{ title_of('first_name') }},
            {{ title_of('last_name') }}
        ) as salutation,
        {{ clean_name('first_name') }} as first_name,
        {{ clean_name('last_name') }} as last_name,
        {{ to_birth_date('birth_date') }} as birth_date,
        coalesce({{ clean_text('house_number') }}, {{ house_number('street') }})
            as house_number,
        {{ street_name('street') }} as street,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('city') }} as city,
        country_code,
        lower({{ clean_text('tier') }}) as tier,
        -- times
        {{ to_date('joined_on') }} as joined_on,
        {{ to_date('left_on') }} as left_on,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from coded
)

select * from renamed
