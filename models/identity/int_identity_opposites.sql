with

drafts as (select * from {{ ref('int_identity_drafts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

-- Who is told apart inside a group: the distinct people its records describe.
people as (
    select
        drafts.component_id,
        traits.signature,
        traits.given_name_key,
        traits.given_name_meanings,
        traits.first_name_key,
        traits.first_name_letters,
        traits.last_name_key,
        traits.last_name_letters,
        traits.birth_date
    from drafts
    inner join traits on drafts.record_key = traits.record_key
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
),

compared as (
    select
        left_people.component_id,
        left_people.signature as left_signature,
        right_people.signature as right_signature,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from people as left_people
    inner join people as right_people
        on
            left_people.component_id = right_people.component_id
            and left_people.signature < right_people.signature
),

opposites as (
    select
        component_id,
        left_signature,
        right_signature,
        first_names,
        birth_dates
    from compared
    where
        birth_dates = 'contradict'
        or (first_names = 'contradict' and not is_swapped)
)

select * from opposites
