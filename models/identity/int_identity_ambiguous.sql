with

meetings as (select * from {{ ref('int_identity_meetings') }}),

nameless as (
    select
        identifier_key,
        left_signature as signature,
        right_signature as partner
    from meetings
    where is_accepted and not is_left_named
    union all
    select
        identifier_key,
        right_signature as signature,
        left_signature as partner
    from meetings
    where is_accepted and not is_right_named
),

named as (
    select identifier_key, left_signature as signature, is_accepted
    from meetings
    where is_left_named and is_right_named
    union all
    select identifier_key, right_signature as signature, is_accepted
    from meetings
    where is_left_named and is_right_named
),

fits_all as (
    select identifier_key, signature
    from named
    group by 1, 2
    having bool_and(is_accepted)
),

-- Spellings of one name, one of which fits all the others.
one_person as (
    select identifier_key
    from fits_all
    group by 1
),

-- Whom the value does not tie to each other it does not tie by a third without a name.
two_people as (
    select
        meetings.identifier_key,
        meetings.left_signature,
        meetings.right_signature
    from meetings
    left join one_person on meetings.identifier_key = one_person.identifier_key
    where not meetings.is_accepted and one_person.identifier_key is null
),

ambiguous as (
    select
        ones.identifier_key,
        ones.signature
    from nameless as ones
    inner join nameless as others
        on
            ones.identifier_key = others.identifier_key
            and ones.signature = others.signature
            and ones.partner < others.partner
    inner join two_people
        on
            ones.identifier_key = two_people.identifier_key
            and ones.partner = two_people.left_signature
            and others.partner = two_people.right_signature
    group by 1, 2
)

select * from ambiguous
