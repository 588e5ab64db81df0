with

spellings as (select * from {{ ref('int_identity_spellings') }}),

-- Folding is slow, so it reads the dictionary of spellings and not the records.
plain as (
    select
        spelling as word,
        spelling_number as word_number,
        {{ plain_letters('spelling') }} as plain_letters
    from spellings
    where kind = 'address_word'
),

folded as (
    select
        word,
        word_number,
        plain_letters,
        nullif({{ umlauts_as_vowels('plain_letters') }}, '') as city_letters,
        {{ address_letters('plain_letters') }} as letters,
        {{ address_box('plain_letters') }} as is_box
    from plain
),

-- What a street and a number say together is told by what each holds.
looked_through as (
    select
        word,
        word_number,
        nullif(replace(city_letters, ' ', ''), '') as street_letters,
        city_letters,
        letters,
        is_box,
        {{ regexp_matches('letters', '\\p{L}') }} as has_letter,
        {{ regexp_matches('letters', '[0-9]') }} as has_digit,
        {{ regexp_matches('letters', '\\p{L}.*[0-9]') }} as is_whole
    from folded
),

-- Records are joined, grouped and written by these, not by texts; they are equal where
-- the letters are.
numbered as (
    select
        word,
        word_number,
        {{ hash_of('street_letters') }} as street_key,
        {{ hash_of('city_letters') }} as city_key,
        {{ hash_of("nullif(letters, '')") }} as house_key,
        street_letters,
        city_letters,
        letters,
        has_letter,
        has_digit,
        is_whole,
        is_box
    from looked_through
)

select * from numbered
