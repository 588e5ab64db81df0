with

stated as (select * from {{ ref('int_identity_stated') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- A pattern costs more than all else, and few domains are the domains of all addresses.
domains as (
    select split_part(identifier_value, '@', 2) as mail_domain
    from stated
    where identifier_type = 'email'
    group by 1
),

hits as (
    select domains.mail_domain, blocked.reason
    from domains
    inner join blocked on domains.mail_domain = blocked.value
    where blocked.match_on = 'domain'
    union all
    select domains.mail_domain, blocked.reason
    from domains
    inner join blocked
        on {{ matches_pattern("'@' || domains.mail_domain", 'blocked.value') }}
    where
        blocked.match_on = 'pattern' and blocked.identifier_type in ('any', 'email')
),

relays as (
    select mail_domain, min(reason) as reason
    from hits
    group by 1
)

select * from relays
