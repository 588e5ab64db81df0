with

cores as (select * from {{ ref('int_identity_cores') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

judged_values as (select * from {{ ref('int_identity_values') }}),

relays as (select * from {{ ref('int_identity_relay_domains') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

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
        core_id, email,
        least(first_name_letters, last_name_letters) || ' '
        || greatest(first_name_letters, last_name_letters) as full_name,
        length(first_name_letters) + length(last_name_letters) as name_length,
        {{ email_own_part('email', 'first_name_letters', 'last_name_letters') }}
            as own_part,
        {{ email_own_part('email', "''", "''") }} as whole_part
    from mailboxes
),

born as (
    select
        cores.component_id as core_id,
        substring(cast(traits.birth_date as string), 3, 2) as birth_year
    from cores
    inner join traits on cores.record_key = traits.record_key
    union all
    select core_id, {{ mailbox_year('own_part') }} as birth_year
    from own_parts
),

-- A year behind a name is held against others' and against birth dates.
years as (
    select
        core_id, 'birth_year' as identifier_type, birth_year as identifier_value
    from born
    where birth_year is not null
    group by 1, 2, 3
),

-- Who has jan.meier@ at a provider needs no meier.jan@ there, but the other Jan Meier
-- does: such a mailbox is a thing of its own that two may differ in.
full_names as (
    select
        core_id, full_name || '@' || split_part(email, '@', 2) as identifier_type,
        whole_part as identifier_value
    from own_parts
    where
        length(whole_part) = length(own_part) + name_length
        and {{ regexp_matches('own_part', '^[0-9]*$') }}
    group by 1, 2, 3
),

told as (
    select core_id, identifier_type, identifier_value from personal
    union all
    select core_id, identifier_type, identifier_value from years
    union all
    select core_id, identifier_type, identifier_value from full_names
)

select * from told
