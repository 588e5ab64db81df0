with

cores as (select * from {{ ref('int_identity_cores') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

rules as (select * from {{ ref('identity_rules') }}),

personal as (
    select
        cores.component_id as core_id,
        stated.identifier_type,
        stated.identifier_value
    from cores
    inner join stated on cores.record_key = stated.record_key
    inner join rules on stated.identifier_type = rules.identifier_type
    left join judged_values on stated.identifier_key = judged_values.identifier_key
    where rules.is_personal and judged_values.skip_reason is null
    group by 1, 2, 3
),

mailboxes as (
    select
        cores.component_id as core_id,
        stated.identifier_value as email,
        first_names.mailbox_letters as first_name_letters,
        last_names.mailbox_letters as last_name_letters
    from cores
    inner join stated on cores.record_key = stated.record_key
    inner join traits on cores.record_key = traits.record_key
    left join names as first_names
        on traits.first_name_number = first_names.name_number
    left join names as last_names
        on traits.last_name_number = last_names.name_number
    where stated.identifier_type = 'email'
),

own_parts as (
    select
        core_id,
        {{ email_own_part('email', 'first_name_letters', 'last_name_letters') }}
            as own_part
    from mailboxes
),

-- People put the year of their birth behind their name: 89 in vanessa1989@.
years as (
    select core_id, right(own_part, 2) as mailbox_year
    from own_parts
    where
        {{ regexp_matches('own_part', '^((19[3-9]|200)[0-9]|[0-9][0-9])$') }}
    group by 1, 2
),

told as (
    select core_id, identifier_type, identifier_value from personal
    union all
    select
        core_id,
        'mailbox_year' as identifier_type,
        mailbox_year as identifier_value
    from years
)

select * from told
