with

contacts as (select * from {{ ref('int_identity_contacts') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- Patterns are slow, so they read each date once and not each record.
dates as (
    select
        birth_date,
        cast(birth_date as string) as written
    from contacts
    where birth_date is not null
    group by birth_date
),

placeholders as (
    select dates.birth_date
    from dates
    inner join blocked
        on
            (blocked.match_on = 'value' and dates.written = blocked.value)
            or (
                blocked.match_on = 'pattern'
                and {{ matches_pattern('dates.written', 'blocked.value') }}
            )
    where blocked.identifier_type = 'birth_date'
    group by dates.birth_date
)

select * from placeholders
