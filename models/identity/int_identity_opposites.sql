with

drafts as (select * from {{ ref('int_identity_drafts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

-- Who is told apart inside a group: the distinct people its records describe.
people as (
    select
        drafts.component_id,
        traits.signature,
        min(traits.record_key) as record_key
    from drafts
    inner join traits on drafts.record_key = traits.record_key
    group by 1, 2
),

pairs as (
    select
        left_people.component_id,
        left_people.signature as left_signature,
        right_people.signature as right_signature,
        left_people.record_key as left_record_key,
        right_people.record_key as right_record_key
    from people as left_people
    inner join people as right_people
        on
            left_people.component_id = right_people.component_id
            and left_people.signature < right_people.signature
),

compared as (
    select
        pairs.component_id,
        pairs.left_signature,
        pairs.right_signature,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from pairs
    inner join traits as left_people on pairs.left_record_key = left_people.record_key
    inner join traits as right_people
        on pairs.right_record_key = right_people.record_key
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
