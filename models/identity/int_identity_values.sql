with

identifiers as (select * from {{ ref('int_identity_identifiers') }}),

stated as (select * from {{ ref('int_identity_stated') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

rules as (select * from {{ ref('identity_rules') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- A value that one record holds ties nobody, so nobody has to judge it.
counted as (
    select
        identifier_key, min(identifier_type) as identifier_type,
        count(*) as record_count
    from identifiers
    group by 1
    having count(*) > 1
),

shared as (
    select
        counted.identifier_type,
        counted.identifier_key,
        counted.record_count,
        -- Names are counted by their beginnings: a typing error is no second person.
        count(distinct case
            when traits.given_name_key is not null and traits.last_name_key is not null
                then left(traits.given_name_key, 2) || left(traits.last_name_key, 2)
        end) as name_count
    from counted
    inner join identifiers on counted.identifier_key = identifiers.identifier_key
    inner join traits on identifiers.record_key = traits.record_key
    group by 1, 2, 3
),

spelled as (
    select
        counted.identifier_type, counted.identifier_key, stated.identifier_value,
        split_part(stated.identifier_value, '@', 2) as mail_domain,
        {{ email_word('stated.identifier_value') }} as mail_word
    from counted
    inner join stated on counted.identifier_key = stated.identifier_key
    group by 1, 2, 3
),

hits as (
    select spelled.identifier_key, blocked.reason
    from spelled
    inner join blocked on spelled.identifier_value = blocked.value
    where
        blocked.match_on = 'value'
        and blocked.identifier_type in ('any', spelled.identifier_type)
    union all
    select spelled.identifier_key, blocked.reason
    from spelled
    inner join blocked
        on {{ matches_pattern('spelled.identifier_value', 'blocked.value') }}
    where
        blocked.match_on = 'pattern'
        and blocked.identifier_type in ('any', spelled.identifier_type)
    union all
    select spelled.identifier_key, blocked.reason
    from spelled
    inner join blocked on spelled.mail_domain = blocked.value
    where spelled.identifier_type = 'email' and blocked.match_on = 'domain'
    union all
    select spelled.identifier_key, blocked.reason
    from spelled
    inner join blocked on spelled.mail_word = blocked.value
    where spelled.identifier_type = 'email' and blocked.match_on = 'mailbox'
),

reasons as (
    select identifier_key, min(reason) as reason
    from hits
    group by 1
),

judged as (
    select
        shared.identifier_type,
        shared.identifier_key,
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
    left join reasons on shared.identifier_key = reasons.identifier_key
)

select * from judged
