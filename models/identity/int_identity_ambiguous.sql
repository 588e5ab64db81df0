with

meetings as (select * from {{ ref('int_identity_meetings') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

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

-- Who shares neither name is two, though a first name may be spelt alike.
two_people as (
    select left_signature, right_signature
    from comparisons
    where
        is_contradiction
        or (
            last_names = 'different'
            and first_names not in ('same', 'unknown')
            and birth_dates = 'unknown'
        )
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
            ones.partner = two_people.left_signature
            and others.partner = two_people.right_signature
    group by 1, 2
)

select * from ambiguous
