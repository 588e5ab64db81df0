with

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

blocked_values as (select * from {{ ref('int_identity_blocked_values') }}),

lent_cards as (select * from {{ ref('int_identity_lent_cards') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- Few records cannot have too many names.
ruled as (
    select
        shared_values.trust_rank,
        shared_values.identifier_key,
        shared_values.record_count,
        rules.max_records_per_value,
        rules.max_names_per_value,
        coalesce(blocked_values.reason, lent_cards.reason) as reason
    from shared_values
    inner join rules on shared_values.trust_rank = rules.trust_rank
    left join blocked_values
        on shared_values.identifier_key = blocked_values.identifier_key
    left join lent_cards
        on shared_values.identifier_key = lent_cards.identifier_key
    where
        coalesce(blocked_values.reason, lent_cards.reason) is not null
        or shared_values.record_count > rules.max_records_per_value
        or shared_values.record_count > rules.max_names_per_value
),

-- Names are counted by their beginnings: a typing error is no second person.
named as (
    select
        ruled.identifier_key,
        count(distinct case
            when
                first_names.given_name_key is not null
                and last_names.name_key is not null
                then left(first_names.given_name_key, 2) || left(last_names.name_key, 2)
        end) as name_count
    from ruled
    inner join identifiers on ruled.identifier_key = identifiers.identifier_key
    inner join traits on identifiers.record_key = traits.record_key
    left join names as first_names
        on traits.first_name_number = first_names.name_number
    left join names as last_names
        on traits.last_name_number = last_names.name_number
    group by 1
),

judged as (
    select
        ruled.trust_rank,
        ruled.identifier_key,
        ruled.record_count,
        named.name_count,
        case
            when ruled.reason <> 'whole_family' then ruled.reason
            when ruled.record_count > ruled.max_records_per_value
                then 'too_many_records'
            when named.name_count > ruled.max_names_per_value then 'too_many_names'
        end as skip_reason,
        coalesce(ruled.reason = 'whole_family', false) as needs_names
    from ruled
    left join named on ruled.identifier_key = named.identifier_key
)

select * from judged
