with

contacts as (select * from {{ ref('int_contacts') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

nicknames as (select * from {{ ref('nicknames') }}),

spelled as (
    select lower(first_name) as name from contacts where first_name is not null
    union
    select lower(last_name) as name from contacts where last_name is not null
),

no_names as (
    select value
    from blocked
    where identifier_type in ('first_name', 'last_name') and reason = 'not_a_name'
    group by value
),

-- Folding is slow, so it reads the dictionary of spellings and not the records.
heard as (
    select
        spelled.name,
        {{ name_key('spelled.name') }} as name_key
    from spelled
    left join no_names on spelled.name = no_names.value
    where no_names.value is null
),

first_words as (
    select
        name,
        name_key,
        split_part(name_key, ' ', 1) as first_word
    from heard
    where name_key is not null
),

canonical as (
    select
        {{ name_key('nickname') }} as nickname_key,
        min({{ name_key('given_name') }}) as given_name_key
    from nicknames
    group by {{ name_key('nickname') }}
),

keyed as (
    select
        first_words.name,
        first_words.name_key,
        coalesce(canonical.given_name_key, first_words.first_word) as given_name_key
    from first_words
    left join canonical on first_words.first_word = canonical.nickname_key
)

select * from keyed
