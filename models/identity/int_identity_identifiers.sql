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
        address_key as address,
        {{ hash_of('birth_date', false) }} as born,
        family_number as last_name,
        given_number as given_name,
        full_name_number as full_name
    from traits
),

found as (
    select
        stated.record_key,
        rules.trust_rank,
        stated.identifier_key,
        traits.signature,
        traits.is_named
    from stated
    inner join traits on stated.record_key = traits.record_key
    inner join rules on stated.identifier_type = rules.identifier_type
    where stated.identifier_key is not null
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'name_and_birth_date', 'full_name + born'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'name_and_address', 'full_name + address'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'first_name_and_address', 'given_name + address'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'last_name_and_address', 'last_name + address'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'birth_date_and_address', 'born + address'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'last_name_birth_date_and_postal_code',
        'last_name + born + postal_code'
    ) }}
    union all
    {{ identifier_of_parts(
        'parts', 'rules', 'first_name_birth_date_and_postal_code',
        'given_name + born + postal_code'
    ) }}
),

identifiers as (
    {{ gathered_rows('found', [
        'record_key', 'trust_rank', 'identifier_key', 'signature', 'is_named'
    ]) }}
)

select * from identifiers
