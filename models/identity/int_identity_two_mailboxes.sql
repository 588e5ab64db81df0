with

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

rules as (select * from {{ ref('identity_rules') }}),

mailboxes as (
    select record_key, identifier_key as mailbox_key, identifier_value as email
    from stated
    where identifier_type = 'email'
),

-- A sum of both names, so that swapped names meet.
bearers as (
    select
        identifiers.identifier_key, identifiers.trust_rank, mailboxes.email,
        traits.full_name_number, traits.first_name_number, traits.last_name_number,
        substring(cast(traits.birth_date as string), 3, 2) as birth_year,
        coalesce(mailboxes.mailbox_key, year(traits.birth_date)) as teller_key
    from shared_values
    inner join rules on shared_values.trust_rank = rules.trust_rank
    inner join identifiers
        on shared_values.identifier_key = identifiers.identifier_key
    inner join traits on identifiers.record_key = traits.record_key
    left join mailboxes on identifiers.record_key = mailboxes.record_key
    where rules.identifier_type in ('loyalty_card', 'external_id')
),

-- Few show two mailboxes, or one and elsewhere a birth date: only these are read.
suspects as (
    select identifier_key, full_name_number
    from bearers
    group by identifier_key, full_name_number
    having min(teller_key) <> max(teller_key)
),

spelled as (
    select
        bearers.identifier_key, bearers.full_name_number, bearers.trust_rank,
        bearers.teller_key, bearers.birth_year,
        split_part(bearers.email, '@', 2) as mail_domain,
        {{ whole_name_in_mailbox(
            'bearers.email', 'first_names.mailbox_letters', 'last_names.mailbox_letters'
        ) }} as whole_name
    from suspects
    inner join bearers
        on
            suspects.identifier_key = bearers.identifier_key
            and suspects.full_name_number = bearers.full_name_number
    inner join names as first_names
        on bearers.first_name_number = first_names.name_number
    inner join names as last_names
        on bearers.last_name_number = last_names.name_number
),

told as (
    select
        identifier_key, full_name_number, trust_rank, teller_key,
        max(mail_domain) as mail_domain, max(whole_name) as whole_name,
        min(least(birth_year, {{ year_in_name('whole_name') }})) as first_year,
        max(greatest(birth_year, {{ year_in_name('whole_name') }})) as last_year
    from spelled
    group by identifier_key, full_name_number, trust_rank, teller_key
),

compared as (
    select
        one.identifier_key, one.trust_rank,
        {{ mailboxes_compared('one', 'other') }} as verdict
    from told as one
    inner join told as other
        on
            one.identifier_key = other.identifier_key
            and one.full_name_number = other.full_name_number
            and one.teller_key < other.teller_key
),

said as (
    select identifier_key, trust_rank, verdict
    from compared
    where verdict is not null
    group by identifier_key, trust_rank, verdict
)

select * from said
