with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

rules as (select * from {{ ref('identity_rules') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- A value that one record holds ties nobody, so nobody has to judge it.
counted as (
    select identifier_type, identifier_value, count(*) as record_count
    from identifiers
    group by identifier_type, identifier_value
    having count(*) > 1
),

shared as (
    select
        counted.identifier_type,
        counted.identifier_value,
        counted.record_count,
        -- Names are counted by their beginnings: a typing error is no second person.
        count(distinct case
            when traits.given_name_key is not null and traits.last_name_key is not null
                then left(traits.given_name_key, 2) || left(traits.last_name_key, 2)
        end) as name_count
    from counted
    inner join identifiers
        on
            counted.identifier_type = identifiers.identifier_type
            and counted.identifier_value = identifiers.identifier_value
    inner join traits on identifiers.record_key = traits.record_key
    group by counted.identifier_type, counted.identifier_value, counted.record_count
),

mailboxes as (
    select
        identifier_type, identifier_value,
        split_part(identifier_value, '@', 2) as mail_domain,
        {{ email_word('identifier_value') }} as mail_word
    from shared
    where identifier_type = 'email'
),

hits as (
    select shared.identifier_type, shared.identifier_value, blocked.reason
    from shared
    inner join blocked on shared.identifier_value = blocked.value
    where
        blocked.match_on = 'value'
        and blocked.identifier_type in ('any', shared.identifier_type)
    union all
    select shared.identifier_type, shared.identifier_value, blocked.reason
    from shared
    inner join blocked
        on {{ matches_pattern('shared.identifier_value', 'blocked.value') }}
    where
        blocked.match_on = 'pattern'
        and blocked.identifier_type in ('any', shared.identifier_type)
    union all
    select mailboxes.identifier_type, mailboxes.identifier_value, blocked.reason
    from mailboxes
    inner join blocked on mailboxes.mail_domain = blocked.value
    where blocked.match_on = 'domain'
    union all
    select mailboxes.identifier_type, mailboxes.identifier_value, blocked.reason
    from mailboxes
    inner join blocked on mailboxes.mail_word = blocked.value
    where blocked.match_on = 'mailbox'
),

reasons as (
    select identifier_type, identifier_value, min(reason) as reason
    from hits
    group by identifier_type, identifier_value
),

judged as (
    select
        shared.identifier_type,
        shared.identifier_value,
        shared.record_count,
        shared.name_count,
        case
            when reasons.reason is not null then reasons.reason
            when shared.record_count > rules.max_records_per_value
                then 'too_many_records'
            when shared.name_count > rules.max_names_per_value then 'too_many_names'
        end as skip_reason
    from shared
    inner join rules on shared.identifier_type = rules.identifier_type
    left join reasons
        on
            shared.identifier_type = reasons.identifier_type
            and shared.identifier_value = reasons.identifier_value
)

select * from judged
