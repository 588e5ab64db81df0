with

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

contacts as (select * from {{ ref('int_identity_contacts') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

relays as (select * from {{ ref('int_identity_relay_domains') }}),

skipped as (
    select identifier_key
    from judged_values
    where skip_reason is not null
),

-- A relay's address tells people apart as little as it ties them, whoever holds it.
usable as (
    select
        stated.record_key,
        min(case when stated.identifier_type = 'email' then stated.identifier_value end)
            as email,
        min(case when stated.identifier_type = 'phone' then stated.identifier_value end)
            as phone,
        min(case
            when stated.identifier_type = 'loyalty_card' then stated.identifier_value
        end) as loyalty_card
    from stated
    left join skipped on stated.identifier_key = skipped.identifier_key
    left join relays on split_part(stated.identifier_value, '@', 2) = relays.mail_domain
    where skipped.identifier_key is null and relays.mail_domain is null
    group by 1
),

places as (
    select
        contacts.record_key,
        nullif(replace(streets.vowel_letters, ' ', ''), '') as street_letters,
        nullif(cities.vowel_letters, '') as city_letters,
        nullif(house_numbers.letters, '') as house_letters
    from contacts
    left join address_words as streets on trim(contacts.street) = streets.word
    left join address_words as cities on trim(contacts.city) = cities.word
    left join address_words as house_numbers
        on trim(contacts.house_number) = house_numbers.word
),

-- Who has no name is told by exact keys or not at all.
descriptions as (
    select
        traits.record_key,
        traits.first_name_number,
        traits.last_name_number,
        first_names.family_number as first_key_number,
        last_names.family_number as last_key_number,
        cast(traits.birth_date as string) as birth_text,
        nullif(traits.postal_code, '') as postal_code,
        traits.address_key,
        places.street_letters,
        places.city_letters,
        places.house_letters,
        usable.email,
        usable.phone,
        usable.loyalty_card,
        {{ hash_in_order([
            'first_names.letters_number'
            ~ ' - cast(first_names.is_first_name_of_many as int)',
            'last_names.letters_number'
            ~ ' - cast(last_names.is_first_name_of_many as int)',
            hash_of('traits.birth_date', false)
        ], [
            'traits.postal_code', 'traits.address_key', 'places.street_letters',
            'places.city_letters', 'places.house_letters', 'usable.email',
            'usable.phone', 'usable.loyalty_card'
        ]) }} as description_key
    from traits
    left join names as first_names
        on traits.first_name_number = first_names.name_number
    left join names as last_names
        on traits.last_name_number = last_names.name_number
    left join places on traits.record_key = places.record_key
    left join usable on traits.record_key = usable.record_key
    where coalesce(first_names.family_number, last_names.family_number) is not null
)

select * from descriptions
