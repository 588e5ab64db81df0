with

meetings as (select * from {{ ref('int_identity_meetings') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- Few have no name, and only where one meets two are these two asked about.
suitors as (
    select identifier_key, left_signature as signature, right_signature as partner
    from meetings
    where not is_left_named
    union all
    select identifier_key, right_signature as signature, left_signature as partner
    from meetings
    where not is_right_named
),

courted as (
    select identifier_key
    from suitors
    group by 1
    having min(partner) <> max(partner)
),

near as (
    select
        meetings.trust_rank, meetings.identifier_key, meetings.left_signature,
        meetings.right_signature, meetings.left_record_key, meetings.right_record_key,
        meetings.is_left_named, meetings.is_right_named
    from courted
    inner join meetings on courted.identifier_key = meetings.identifier_key
),

judged as (
    {{ meetings_judged('near', 'comparisons', 'rules') }}
),

nameless as (
    select identifier_key, left_signature as signature, right_signature as partner
    from judged
    where is_accepted and not is_left_named
    union all
    select identifier_key, right_signature as signature, left_signature as partner
    from judged
    where is_accepted and not is_right_named
),

named as (
    select identifier_key, left_signature as signature, is_sure
    from judged
    where is_left_named and is_right_named
    union all
    select identifier_key, right_signature as signature, is_sure
    from judged
    where is_left_named and is_right_named
),

-- Spellings of one name, one of which fits all the others, are one person's.
fits_all as (
    select identifier_key, signature
    from named
    group by 1, 2
    having bool_and(is_sure)
),

-- Whom the value does not tie for sure it does not tie by a third without a name: who
-- may have married may as well be a friend of her first name who borrowed the card.
two_people as (
    select judged.identifier_key, judged.left_signature, judged.right_signature
    from judged
    left join fits_all on judged.identifier_key = fits_all.identifier_key
    where not judged.is_sure and fits_all.identifier_key is null
),

ambiguous as (
    select ones.identifier_key, ones.signature
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
