with

records as (select * from {{ ref('int_identity_records') }}),

contacts as (select * from {{ ref('int_identity_contacts') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

no_birth_dates as (select * from {{ ref('int_identity_no_birth_dates') }}),

located as (
    select
        record_key,
        lower(first_name) as first_name,
        lower(last_name) as last_name,
        birth_date,
        trim(street) as street,
        trim(house_number) as house_number,
        {{ postal_code_key('postal_code', 'country_code') }} as postal_code
    from contacts
),

-- A record that only facts mention has no name, birth date or address to compare.
graph_records as (
    select
        records.record_key,
        first_names.given_name_key,
        first_names.given_name_meanings,
        first_names.name_key as first_name_key,
        first_names.letters as first_name_letters,
        last_names.name_key as last_name_key,
        last_names.letters as last_name_letters,
        case
            when no_birth_dates.birth_date is null then located.birth_date
        end as birth_date,
        located.postal_code,
        {{ address_key(
            "streets.letters || coalesce(house_numbers.letters, '')",
            'streets.is_box or house_numbers.is_box', 'located.postal_code'
        ) }} as address_key
    from records
    left join located on records.record_key = located.record_key
    left join names as first_names on located.first_name = first_names.name
    left join names as last_names on located.last_name = last_names.name
    left join address_words as streets on located.street = streets.word
    left join address_words as house_numbers
        on located.house_number = house_numbers.word
    left join no_birth_dates on located.birth_date = no_birth_dates.birth_date
    where not records.is_test
),

signed as (
    select
        record_key,
        given_name_key,
        given_name_meanings,
        first_name_key,
        first_name_letters,
        last_name_key,
        last_name_letters,
        birth_date,
        postal_code,
        address_key,
        coalesce(length(given_name_key) > 1 and last_name_key is not null, false)
            as is_named,
        -- Twice, so that swapped names have a signature of their own.
        2 * coalesce({{ hash_of('first_name_letters') }}, 0)
        + coalesce({{ hash_of('last_name_letters') }}, 0)
        + coalesce({{ hash_of('birth_date') }}, 0) as signature
    from graph_records
)

select * from signed
