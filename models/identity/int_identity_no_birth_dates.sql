with

spellings as (select * from {{ ref('int_identity_spellings') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- Patterns are slow, so they read each date once and not each record.
dates as (
    select
        spelling_number as date_number,
        spelling as written,
        cast(spelling as date) as birth_date
    from spellings
    where kind = 'birth_date'
),

placeholders as (
    select dates.birth_date, dates.date_number
    from dates
    inner join blocked
        on
            (blocked.match_on = 'value' and dates.written = blocked.value)
            or (
                blocked.match_on = 'pattern'
                and {{ matches_pattern('dates.written', 'blocked.value') }}
            )
    where blocked.identifier_type = 'birth_date'
    group by dates.birth_date, dates.date_number
)

select * from placeholders
