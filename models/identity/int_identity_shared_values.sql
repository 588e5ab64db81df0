with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- A value that one record holds ties nobody, so nobody has to judge it.
held as (
    {{ held_by_several('identifiers') }}
),

-- Few records cannot have too many names.
crowded as (
    select held.identifier_key
    from held
    inner join rules on held.trust_rank = rules.trust_rank
    where held.record_count > rules.max_names_per_value
),

-- Names are counted by their beginnings: a typing error is no second person.
named as (
    select
        crowded.identifier_key,
        count(distinct case
            when
                first_names.given_name_key is not null
                and last_names.name_key is not null
                then left(first_names.given_name_key, 2) || left(last_names.name_key, 2)
        end) as name_count
    from crowded
    inner join identifiers on crowded.identifier_key = identifiers.identifier_key
    inner join traits on identifiers.record_key = traits.record_key
    left join names as first_names
        on traits.first_name_number = first_names.name_number
    left join names as last_names
        on traits.last_name_number = last_names.name_number
    group by crowded.identifier_key
),

shared as (
    select
        held.identifier_key,
        held.trust_rank,
        held.record_count,
        named.name_count
    from held
    left join named on held.identifier_key = named.identifier_key
)

select * from shared
