with

stated as (select * from {{ ref('int_identity_stated') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

composed as (
    select
        record_key,
        postal_code,
        address_key,
        last_name_key,
        case when length(given_name_key) > 1 then given_name_key end as given_name_key,
        cast(birth_date as string) as born,
        -- In one order, so that swapped names meet; an initial is no name.
        case
            when length(given_name_key) > 1 and length(last_name_key) > 1
                then
                    least(given_name_key, last_name_key) || ' '
                    || greatest(given_name_key, last_name_key)
        end as full_name
    from traits
),

identifiers as (
    select
        record_key,
        identifier_type,
        identifier_value
    from stated
    union all
    select
        record_key,
        'name_and_birth_date' as identifier_type,
        full_name || ' ' || born as identifier_value
    from composed
    union all
    select
        record_key,
        'name_and_address' as identifier_type,
        full_name || ' ' || address_key as identifier_value
    from composed
    union all
    select
        record_key,
        'first_name_and_address' as identifier_type,
        given_name_key || ' ' || address_key as identifier_value
    from composed
    union all
    select
        record_key,
        'last_name_and_address' as identifier_type,
        last_name_key || ' ' || address_key as identifier_value
    from composed
    union all
    select
        record_key,
        'birth_date_and_address' as identifier_type,
        born || ' ' || address_key as identifier_value
    from composed
    union all
    select
        record_key,
        'last_name_birth_date_and_postal_code' as identifier_type,
        last_name_key || ' ' || born || ' ' || postal_code as identifier_value
    from composed
    union all
    select
        record_key,
        'first_name_birth_date_and_postal_code' as identifier_type,
        given_name_key || ' ' || born || ' ' || postal_code as identifier_value
    from composed
),

usable as (
    select
        identifiers.record_key,
        identifiers.identifier_type,
        identifiers.identifier_value,
        traits.signature
    from identifiers
    inner join traits on identifiers.record_key = traits.record_key
    where identifiers.identifier_value is not null
)

select * from usable
