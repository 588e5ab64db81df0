with

records as (select * from {{ ref('int_identity_records') }}),

contacts as (select * from {{ ref('int_identity_contacts') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

no_birth_dates as (select * from {{ ref('int_identity_no_birth_dates') }}),

-- Few have left, so they are looked for among contacts and not contacts among records.
gone as (
    select record_key
    from records
    where is_test
),

-- A record that only facts mention has no name, birth date or address to compare.
people as (
    select
        contacts.record_key, contacts.first_name, contacts.last_name,
        contacts.birth_date, contacts.street, contacts.house_number, contacts.city,
        {{ postal_code_key('contacts.postal_code', 'contacts.country_code') }}
            as postal_code
    from contacts
    left join gone on contacts.record_key = gone.record_key
    where gone.record_key is null
    union all
    select
        record_key, cast(null as string) as first_name,
        cast(null as string) as last_name, cast(null as date) as birth_date,
        cast(null as string) as street, cast(null as string) as house_number,
        cast(null as string) as city, cast(null as string) as postal_code
    from records
    where is_mention and not is_test
),

known as (
    select
        people.record_key,
        first_names.name_number as first_name_number,
        last_names.name_number as last_name_number,
        first_names.letters_number as first_letters_number,
        last_names.letters_number as last_letters_number,
        first_names.given_number,
        last_names.family_number,
        case when length(last_names.name_key) > 1 then last_names.family_number end
            as whole_family_number,
        case when no_birth_dates.birth_date is null then people.birth_date end
            as birth_date,
        people.postal_code,
        streets.street_key, cities.city_key, house_numbers.house_key,
        {{ address_key(
            "streets.letters || coalesce(house_numbers.letters, '')",
            'streets.is_whole or house_numbers.is_whole'
            ' or (streets.has_letter and house_numbers.has_digit)',
            'streets.is_box or house_numbers.is_box', 'people.postal_code'
        ) }} as address
    from people
    left join names as first_names on lower(people.first_name) = first_names.name
    left join names as last_names on lower(people.last_name) = last_names.name
    left join address_words as streets on people.street = streets.word
    left join address_words as house_numbers on people.house_number = house_numbers.word
    left join address_words as cities on people.city = cities.word
    left join no_birth_dates on people.birth_date = no_birth_dates.birth_date
),

signed as (
    select
        record_key, first_name_number, last_name_number, given_number, family_number,
        -- A sum has no order, so that swapped names meet.
        given_number + whole_family_number as full_name_number,
        birth_date, postal_code, street_key, city_key, house_key,
        {{ hash_of('address') }} as address_key,
        given_number is not null and family_number is not null as is_named,
        -- Twice, so that swapped names have a signature of their own.
        2 * coalesce(first_letters_number, 0) + coalesce(last_letters_number, 0)
        + coalesce({{ hash_of('birth_date', false) }}, 0) as signature
    from known
)

select * from signed
