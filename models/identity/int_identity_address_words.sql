with

contacts as (select * from {{ ref('int_identity_contacts') }}),

written as (
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

spelled as (
    select trim(word) as word
    from written
    group by trim(word)
),

-- Folding is slow, so it reads the dictionary of spellings and not the records.
plain as (
    select
        word,
        {{ plain_letters('word') }} as plain_letters
    from spelled
),

folded as (
    select
        word,
        plain_letters,
        {{ umlauts_as_vowels('plain_letters') }} as vowel_letters,
        {{ address_letters('plain_letters') }} as letters,
        {{ address_box('plain_letters') }} as is_box
    from plain
),

-- What a street and a number say together is told by what each holds.
looked_through as (
    select
        word,
        plain_letters,
        vowel_letters,
        letters,
        is_box,
        {{ regexp_matches('letters', '[a-z]') }} as has_letter,
        {{ regexp_matches('letters', '[0-9]') }} as has_digit,
        {{ regexp_matches('letters', '[a-z].*[0-9]') }} as is_whole
    from folded
)

select * from looked_through
