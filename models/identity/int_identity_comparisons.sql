with

-- Each side is read for itself: shared, an engine would first copy all of it.
left_holders as (select * from {{ ref('int_identity_holders') }}),

right_holders as (select * from {{ ref('int_identity_holders') }}),

left_traits as (select * from {{ ref('int_identity_traits') }}),

right_traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

-- Any record of a signature speaks for it.
meetings as (
    select
        left_holders.signature as left_signature,
        right_holders.signature as right_signature,
        min(left_holders.centre_record_key) as left_record_key,
        min(right_holders.centre_record_key) as right_record_key
    from left_holders
    inner join right_holders
        on
            left_holders.identifier_key = right_holders.identifier_key
            and left_holders.signature < right_holders.signature
    group by 1, 2
),

left_people as (
    select
        meetings.left_signature,
        meetings.right_signature,
        meetings.right_record_key,
        first_names.given_name_key, first_names.given_name_meanings,
        first_names.name_key as first_name_key,
        first_names.letters as first_name_letters, first_names.is_first_name_of_many,
        last_names.name_key as last_name_key,
        last_names.letters as last_name_letters,
        left_traits.birth_date
    from meetings
    inner join left_traits on meetings.left_record_key = left_traits.record_key
    left join names as first_names
        on left_traits.first_name_number = first_names.name_number
    left join names as last_names
        on left_traits.last_name_number = last_names.name_number
),

right_people as (
    select
        right_traits.record_key,
        first_names.given_name_key, first_names.given_name_meanings,
        first_names.name_key as first_name_key,
        first_names.letters as first_name_letters, first_names.is_first_name_of_many,
        last_names.name_key as last_name_key,
        last_names.letters as last_name_letters,
        right_traits.birth_date
    from right_traits
    left join names as first_names
        on right_traits.first_name_number = first_names.name_number
    left join names as last_names
        on right_traits.last_name_number = last_names.name_number
),

verdicts as (
    select
        left_people.left_signature,
        left_people.right_signature,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_last_names('left_people', 'right_people') }} as last_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from left_people
    inner join right_people on left_people.right_record_key = right_people.record_key
),

summed_up as (
    select
        left_signature,
        right_signature,
        first_names,
        last_names,
        birth_dates,
        is_swapped,
        is_swapped or (
            (
                first_names in ('same', 'unknown', 'initial')
                or (first_names = 'similar' and last_names = 'same')
                or (first_names = 'similar' and birth_dates = 'same')
                or (first_names = 'ending' and birth_dates = 'same')
            )
            and last_names in ('same', 'similar', 'unknown')
        ) as has_compatible_names,
        first_names = 'same' and last_names = 'different' as has_new_last_name,
        birth_dates = 'contradict'
        or (first_names = 'contradict' and not is_swapped) as is_contradiction
    from verdicts
)

select * from summed_up
