with

contacts as (select * from {{ ref('int_identity_contacts') }}),

spelled as (
    select trim(street) as word
    from contacts
    where street is not null
    union
    select trim(house_number) as word
    from contacts
    where house_number is not null
),

-- Folding is slow, so it reads the dictionary of spellings and not the records.
plain as (
    select
        word,
        {{ plain_letters('word') }} as letters
    from spelled
),

folded as (
    select
        word,
        {{ address_letters('letters') }} as letters,
        {{ address_box('letters') }} as is_box
    from plain
)

select * from folded
