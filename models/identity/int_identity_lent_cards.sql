with

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

rules as (select * from {{ ref('identity_rules') }}),

mailboxes as (
    select identifiers.record_key, identifiers.identifier_key as mailbox_key
    from identifiers
    inner join rules on identifiers.trust_rank = rules.trust_rank
    where rules.identifier_type = 'email'
),

-- A sum of both names, so that swapped names meet.
bearers as (
    select
        identifiers.identifier_key, identifiers.record_key,
        traits.full_name_number, traits.first_name_number, traits.last_name_number,
        substring(cast(traits.birth_date as string), 3, 2) as birth_year,
        coalesce(mailboxes.mailbox_key, year(traits.birth_date)) as teller_key
    from shared_values
    inner join rules on shared_values.trust_rank = rules.trust_rank
    inner join identifiers
        on shared_values.identifier_key = identifiers.identifier_key
    inner join traits on identifiers.record_key = traits.record_key
    left join mailboxes on identifiers.record_key = mailboxes.record_key
    where
        rules.identifier_type = 'loyalty_card'
        and traits.full_name_number is not null
),

-- On few cards two tell a year: two mailboxes, or one and elsewhere a birth date.
suspects as (
    select identifier_key, full_name_number
    from bearers
    group by identifier_key, full_name_number
    having min(teller_key) <> max(teller_key)
),

spelled as (
    select
        bearers.identifier_key, bearers.full_name_number, bearers.teller_key,
        bearers.birth_year,
        {{ birth_year_in_mailbox(
            'stated.identifier_value', 'first_names.mailbox_letters',
            'last_names.mailbox_letters'
        ) }} as mailbox_year
    from suspects
    inner join bearers
        on
            suspects.identifier_key = bearers.identifier_key
            and suspects.full_name_number = bearers.full_name_number
    inner join names as first_names
        on bearers.first_name_number = first_names.name_number
    inner join names as last_names
        on bearers.last_name_number = last_names.name_number
    left join stated
        on
            bearers.record_key = stated.record_key
            and bearers.teller_key = stated.identifier_key
),

-- Whose mailbox has another year than his birth date tells none.
told as (
    select
        identifier_key, full_name_number, max(mailbox_year) as mailbox_year,
        min(least(birth_year, mailbox_year)) as birth_year
    from spelled
    group by identifier_key, full_name_number, teller_key
    having
        min(least(birth_year, mailbox_year))
        = max(greatest(birth_year, mailbox_year))
),

lent as (
    select
        one.identifier_key,
        'lent_card' as reason
    from told as one
    inner join told as other
        on
            one.identifier_key = other.identifier_key
            and one.full_name_number = other.full_name_number
    where
        one.mailbox_year is not null
        and {{ birth_years_differ('one.birth_year', 'other.birth_year') }}
    group by one.identifier_key
)

select * from lent
