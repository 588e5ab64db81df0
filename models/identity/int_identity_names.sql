with

spellings as (select * from {{ ref('int_identity_spellings') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

nicknames as (select * from {{ ref('nicknames') }}),

no_names as (
    select value from blocked
    where identifier_type in ('first_name', 'last_name') and reason = 'not_a_name'
    group by value
),

-- Folding is slow, so it reads the dictionary of spellings and not the records.
plain as (
    select
        spellings.spelling as name,
        spellings.is_first_name_of_many,
        spellings.spelling_number as name_number,
        {{ name_letters('spellings.spelling') }} as letters
    from spellings
    left join no_names on spellings.spelling = no_names.value
    where spellings.kind = 'name' and no_names.value is null
),

heard as (
    select
        name, is_first_name_of_many, name_number, letters,
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
        heard.name_number,
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
        name_number,
        {{ hash_of('letters') }} + cast(is_first_name_of_many as int) as letters_number,
        {{ hash_of('name_key') }} as family_number,
        case when length(given_name_key) > 1 then {{ hash_of('given_name_key') }} end
            as given_number
    from keyed
)

select * from numbered
