with

contacts as (select * from {{ ref('int_identity_contacts') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

nicknames as (select * from {{ ref('nicknames') }}),

written as (
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

spelled as (
    select lower(name) as name, sum(bearer_count) as bearer_count
    from written
    group by lower(name)
),

-- Typing errors spread over many spellings; one that so many bear is a name of its own.
many as (
    select greatest(5, sum(bearer_count) / 10000) as bearer_count from spelled
),

no_names as (
    select value from blocked
    where identifier_type in ('first_name', 'last_name') and reason = 'not_a_name'
    group by value
),

-- Folding is slow, so it reads the dictionary of spellings and not the records. Do not
-- filter on what is folded: the engine would push the folding down to the records.
plain as (
    select
        spelled.name,
        spelled.bearer_count >= many.bearer_count as is_first_name_of_many,
        {{ name_letters('spelled.name') }} as letters
    from spelled
    cross join many
    left join no_names on spelled.name = no_names.value
    where no_names.value is null
),

heard as (
    select
        name, is_first_name_of_many, letters,
        {{ name_key('letters') }} as name_key,
        split_part(letters, ' ', 1) as first_word
    from plain
),

meanings as (
    select
        {{ name_letters('nickname') }} as nickname,
        {{ distinct_list(name_key(name_letters('given_name'))) }} as given_name_keys
    from nicknames
    group by {{ name_letters('nickname') }}
),

-- A nickname of several names (Chris) keeps its own key and is known to mean them all.
keyed as (
    select
        heard.name,
        heard.is_first_name_of_many,
        heard.letters,
        heard.name_key,
        split_part(heard.name_key, ' ', 1) as given_name_key,
        '|' || split_part(heard.name_key, ' ', 1)
        || coalesce('|' || meanings.given_name_keys, '') || '|' as given_name_meanings
    from heard
    left join meanings on heard.first_word = meanings.nickname
),

-- Records are joined, grouped and written by these, not by texts. An initial is none.
-- A name that has become one of many takes other numbers, so that its records tell so.
numbered as (
    select
        name,
        is_first_name_of_many,
        letters,
        name_key,
        given_name_key,
        given_name_meanings,
        {{ umlauts_as_vowels("replace(letters, ' ', '')") }} as mailbox_letters,
        {{ hash_of('name') }} + cast(is_first_name_of_many as int) as name_number,
        {{ hash_of('letters') }} + cast(is_first_name_of_many as int) as letters_number,
        {{ hash_of('name_key') }} as family_number,
        case when length(given_name_key) > 1 then {{ hash_of('given_name_key') }} end
            as given_number
    from keyed
)

select * from numbered
