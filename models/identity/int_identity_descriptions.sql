with

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

relays as (select * from {{ ref('int_identity_relay_domains') }}),

skipped as (
    select identifier_key
    from judged_values
    where skip_reason is not null
),

emails as (
    {{ usable_own('stated', 'email', 'skipped', 'relays') }}
),

phones as (
    {{ usable_own('stated', 'phone', 'skipped', 'relays') }}
),

cards as (
    {{ usable_own('stated', 'loyalty_card', 'skipped', 'relays') }}
),

-- What others say is little, and summed up.
others as (
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
    inner join traits on stated.record_key = traits.record_key
    left join skipped on stated.identifier_key = skipped.identifier_key
    left join relays on split_part(stated.identifier_value, '@', 2) = relays.mail_domain
    where
        not stated.is_own
        and coalesce(traits.first_name_number, traits.last_name_number) is not null
        and skipped.identifier_key is null and relays.mail_domain is null
    group by 1
),

-- Who has no name is told by exact keys or not at all.
named as (
    select
        traits.record_key,
        traits.first_name_number, traits.last_name_number,
        first_names.family_number as first_key_number,
        last_names.family_number as last_key_number,
        -- As spelled, whether many bear it or not.
        first_names.letters_number - cast(first_names.is_first_name_of_many as int)
            as first_letters_number,
        last_names.letters_number - cast(last_names.is_first_name_of_many as int)
            as last_letters_number,
        traits.birth_date, nullif(traits.postal_code, '') as postal_code,
        traits.address_key, traits.street_key, traits.city_key, traits.house_key,
        least(emails.email, others.email) as email,
        least(phones.phone, others.phone) as phone,
        least(cards.loyalty_card, others.loyalty_card) as loyalty_card
    from traits
    left join names as first_names
        on traits.first_name_number = first_names.name_number
    left join names as last_names
        on traits.last_name_number = last_names.name_number
    left join emails on traits.record_key = emails.record_key
    left join phones on traits.record_key = phones.record_key
    left join cards on traits.record_key = cards.record_key
    left join others on traits.record_key = others.record_key
    where coalesce(first_names.family_number, last_names.family_number) is not null
),

descriptions as (
    select
        record_key, first_name_number, last_name_number,
        first_key_number, last_key_number,
        cast(birth_date as string) as birth_text,
        postal_code, address_key, street_key, city_key, house_key,
        email, phone, loyalty_card,
        {{ hash_in_order([
            'first_letters_number', 'last_letters_number', hash_of('birth_date', false),
            'address_key', 'street_key', 'city_key', 'house_key'
        ], ['postal_code', 'email', 'phone', 'loyalty_card']) }} as description_key
    from named
)

select * from descriptions
