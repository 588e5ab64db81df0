with

shared_values as (select * from {{ ref('int_identity_shared_values') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

rules as (select * from {{ ref('identity_rules') }}),

relays as (select * from {{ ref('int_identity_relay_domains') }}),

spelled as (
    select
        stated.identifier_key, stated.identifier_type, stated.identifier_value
    from shared_values
    inner join stated on shared_values.identifier_key = stated.identifier_key
    group by 1, 2, 3
),

mailboxes as (
    select
        identifier_key,
        split_part(identifier_value, '@', 2) as mail_domain,
        {{ email_word('identifier_value') }} as mail_word
    from spelled
    where identifier_type = 'email'
),

-- A value is held against what is said of its own kind only.
sayings as (
    select
        rules.identifier_type, blocked.match_on, blocked.value, blocked.reason
    from rules
    inner join blocked on blocked.identifier_type in ('any', rules.identifier_type)
),

hits as (
    select spelled.identifier_key, sayings.reason
    from spelled
    inner join sayings
        on
            spelled.identifier_type = sayings.identifier_type
            and spelled.identifier_value = sayings.value
    where sayings.match_on = 'value'
    union all
    select spelled.identifier_key, sayings.reason
    from spelled
    inner join sayings
        on
            spelled.identifier_type = sayings.identifier_type
            and case sayings.match_on
                when 'part' then contains(spelled.identifier_value, sayings.value)
                else translate(spelled.identifier_value, sayings.value, '') = ''
            end
    where sayings.match_on in ('part', 'letters')
    union all
    select spelled.identifier_key, sayings.reason
    from spelled
    inner join sayings
        on
            spelled.identifier_type = sayings.identifier_type
            and {{ matches_pattern('spelled.identifier_value', 'sayings.value') }}
    where sayings.match_on = 'pattern' and sayings.identifier_type <> 'email'
    union all
    select mailboxes.identifier_key, relays.reason
    from mailboxes
    inner join relays on mailboxes.mail_domain = relays.mail_domain
    union all
    select mailboxes.identifier_key, blocked.reason
    from mailboxes
    inner join blocked on mailboxes.mail_word = blocked.value
    where blocked.match_on = 'mailbox'
),

reasons as (
    select identifier_key, min(reason) as reason
    from hits
    group by 1
)

select * from reasons
