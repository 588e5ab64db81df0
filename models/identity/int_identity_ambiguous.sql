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

-- Whom the value does not tie to each other it does not tie by a third without a name.
two_people as (
    select
        identifier_key,
        left_signature,
        right_signature
    from meetings
    where not is_accepted
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
