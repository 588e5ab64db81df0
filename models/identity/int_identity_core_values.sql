with

cores as (select * from {{ ref('int_identity_cores') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

relays as (select * from {{ ref('int_identity_relay_domains') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

habit as (select * from {{ ref('int_identity_mailbox_habit') }}),

rules as (select * from {{ ref('identity_rules') }}),

personal as (
    select
        cores.component_id as core_id, stated.identifier_type, stated.identifier_value
    from cores
    inner join stated on cores.record_key = stated.record_key
    inner join rules on stated.identifier_type = rules.identifier_type
    left join judged_values on stated.identifier_key = judged_values.identifier_key
    left join relays on split_part(stated.identifier_value, '@', 2) = relays.mail_domain
    where
        rules.is_personal
        and judged_values.skip_reason is null and relays.mail_domain is null
    group by 1, 2, 3
),

mailboxes as (
    select
        cores.component_id as core_id, stated.identifier_value as email,
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
        core_id, split_part(email, '@', 2) as mail_domain,
        least(first_name_letters, last_name_letters) || ' '
        || greatest(first_name_letters, last_name_letters) as full_name,
        {{ email_own_part('email', 'first_name_letters', 'last_name_letters') }}
            as own_part,
        {{ whole_name_in_mailbox('email', 'first_name_letters', 'last_name_letters') }}
            as whole_name
    from mailboxes
),

-- A year behind a name is held against others' and against birth dates.
years as (
    select
        cores.component_id as core_id, 'birth_year' as identifier_type,
        substring(cast(traits.birth_date as string), 3, 2) as identifier_value
    from cores
    inner join traits on cores.record_key = traits.record_key
    union
    select
        core_id, 'birth_year' as identifier_type,
        {{ mailbox_year('own_part') }} as identifier_value
    from own_parts
),

-- Who has jan.meier@ at a provider needs no meier.jan@ there, but his namesake does:
-- two may differ in it, and at all providers where the name is in one mailbox only.
full_names as (
    select
        own_parts.core_id, own_parts.full_name || '@' || case
            when habit.has_one_name then '' else own_parts.mail_domain
        end as identifier_type,
        own_parts.whole_name || '@' || own_parts.mail_domain as identifier_value
    from own_parts
    cross join habit
    where own_parts.whole_name is not null
),

told as (
    select core_id, identifier_type, identifier_value from personal
    union
    select core_id, identifier_type, identifier_value from years
    where identifier_value is not null
    union
    select core_id, identifier_type, identifier_value from full_names
)

select * from told
