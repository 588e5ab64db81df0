with

contacts as (select * from {{ ref('int_identity_contacts') }}),

names_written as (
    select first_name as name, count(*) as bearer_count
    from contacts
    where first_name is not null
    group by first_name
    union all
    select last_name as name, 0 as bearer_count
    from contacts
    where last_name is not null
    group by last_name
),

names as (
    select lower(name) as name, sum(bearer_count) as bearer_count
    from names_written
    group by lower(name)
),

-- Typing errors spread over many spellings; one that so many bear is a name of its own.
many as (
    select greatest(5, sum(bearer_count) / 10000) as bearer_count from names
),

words as (
    select street as word
    from contacts
    where street is not null
    union
    select house_number as word
    from contacts
    where house_number is not null
    union
    select city as word
    from contacts
    where city is not null
),

birth_dates as (
    select birth_date
    from contacts
    where birth_date is not null
    group by birth_date
),

spelled as (
    select
        'name' as kind,
        names.name as spelling,
        names.bearer_count >= many.bearer_count as is_first_name_of_many
    from names
    cross join many
    union all
    select
        'address_word' as kind, word as spelling, false as is_first_name_of_many
    from words
    union all
    select
        'birth_date' as kind, cast(birth_date as string) as spelling,
        false as is_first_name_of_many
    from birth_dates
),

-- A name that has become one of many takes another number, so that its records tell so.
numbered as (
    select
        kind,
        spelling,
        is_first_name_of_many,
        {{ hash_of('spelling') }} + cast(is_first_name_of_many as int)
            as spelling_number
    from spelled
)

select * from numbered
