with

stated as (select * from {{ ref('int_identity_stated') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

rules as (select * from {{ ref('identity_rules') }}),

parts as (
    select
        record_key,
        signature,
        is_named,
        {{ hash_of('postal_code') }} as postal_code,
        {{ hash_of('address_key') }} as address,
        {{ hash_of('birth_date') }} as born,
        family_number as last_name,
        given_number as given_name,
        full_name_number as full_name
    from traits
),

identifiers as (
    select
        stated.record_key, stated.identifier_type, stated.identifier_key,
        traits.signature, traits.is_named
    from stated
    inner join traits on stated.record_key = traits.record_key
    union all
    select
        record_key,
        'name_and_birth_date' as identifier_type,
        {{ hash_of("'name_and_birth_date'") }} + full_name + born as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'name_and_address' as identifier_type,
        {{ hash_of("'name_and_address'") }} + full_name + address as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'first_name_and_address' as identifier_type,
        {{ hash_of("'first_name_and_address'") }} + given_name + address
            as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'last_name_and_address' as identifier_type,
        {{ hash_of("'last_name_and_address'") }} + last_name + address
            as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'birth_date_and_address' as identifier_type,
        {{ hash_of("'birth_date_and_address'") }} + born + address as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'last_name_birth_date_and_postal_code' as identifier_type,
        {{ hash_of("'last_name_birth_date_and_postal_code'") }}
        + last_name + born + postal_code as identifier_key,
        signature, is_named
    from parts
    union all
    select
        record_key,
        'first_name_birth_date_and_postal_code' as identifier_type,
        {{ hash_of("'first_name_birth_date_and_postal_code'") }}
        + given_name + born + postal_code as identifier_key,
        signature, is_named
    from parts
),

usable as (
    select
        identifiers.record_key, rules.trust_rank, identifiers.identifier_key,
        identifiers.signature, identifiers.is_named
    from identifiers
    inner join rules on identifiers.identifier_type = rules.identifier_type
    where identifiers.identifier_key is not null
)

select * from usable
