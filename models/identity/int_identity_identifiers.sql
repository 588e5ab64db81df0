with

contacts as (select * from {{ ref('int_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

records as (select * from {{ ref('int_identity_records') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

-- What an order carries may be another's (a lent card, a gift's phone); it counts only
-- for records that no contact describes. A membership speaks of its own bearer.
stated as (
    select
        source_name || ':' || source_record_id as record_key,
        email,
        phone,
        loyalty_card_number,
        device_id,
        anonymous_id,
        external_id
    from contacts
    union all
    select
        mentions.record_key,
        mentions.email,
        mentions.phone,
        mentions.loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id
    from mentions
    inner join records on mentions.record_key = records.record_key
    where records.record_kind = 'mention' or mentions.fact_type = 'loyalty_member'
),

composed as (
    select
        record_key,
        postal_code,
        address_key,
        case when length(given_name_key) > 1 then given_name_key end as given_name_key,
        last_name_key,
        cast(birth_date as string) as born,
        -- In one order, so that swapped names meet; an initial is no name.
        case
            when length(given_name_key) > 1 and length(last_name_key) > 1
                then least(given_name_key, last_name_key) || ' '
                    || greatest(given_name_key, last_name_key)
        end as full_name
    from traits
),

given as (
    select record_key, 'email' as identifier_type, {{ email_key('email') }} as value
    from stated
    union
    select record_key, 'phone', trim(phone) from stated
    union
    select record_key, 'loyalty_card', lower(trim(loyalty_card_number)) from stated
    union
    select record_key, 'device_id', trim(device_id) from stated
    union
    select record_key, 'anonymous_id', trim(anonymous_id) from stated
    union
    select record_key, 'external_id', trim(external_id) from stated
    union
    -- The record that others name by its own id.
    select trim(external_id), 'external_id', trim(external_id) from stated
),

identifiers as (
    select record_key, identifier_type, value from given
    union all
    select record_key, 'name_and_birth_date', full_name || ' ' || born from composed
    union all
    select record_key, 'name_and_address', full_name || ' ' || address_key from composed
    union all
    select record_key, 'first_name_and_address', given_name_key || ' ' || address_key
    from composed
    union all
    select record_key, 'last_name_and_address', last_name_key || ' ' || address_key
    from composed
    union all
    select record_key, 'birth_date_and_address', born || ' ' || address_key from composed
    union all
    select record_key, 'last_name_birth_date_and_postal_code',
        last_name_key || ' ' || born || ' ' || postal_code
    from composed
    union all
    select record_key, 'first_name_birth_date_and_postal_code',
        given_name_key || ' ' || born || ' ' || postal_code
    from composed
),

usable as (
    select
        identifiers.record_key,
        identifiers.identifier_type,
        identifiers.value as identifier_value,
        traits.signature
    from identifiers
    inner join traits on identifiers.record_key = traits.record_key
    where identifiers.value is not null
)

select * from usable
