with

-- Each side is read for itself: shared, an engine would first copy all of it.
left_holders as (select * from {{ ref('int_identity_holders') }}),

right_holders as (select * from {{ ref('int_identity_holders') }}),

left_people as (select * from {{ ref('int_identity_traits') }}),

right_people as (select * from {{ ref('int_identity_traits') }}),

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

verdicts as (
    select
        meetings.left_signature,
        meetings.right_signature,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_last_names('left_people', 'right_people') }} as last_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from meetings
    inner join left_people on meetings.left_record_key = left_people.record_key
    inner join right_people on meetings.right_record_key = right_people.record_key
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
