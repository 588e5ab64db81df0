with

holders as (select * from {{ ref('int_identity_holders') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

-- Any record of a signature speaks for it.
meetings as (
    select
        left_holders.signature as left_signature,
        right_holders.signature as right_signature,
        min(left_holders.centre_record_key) as left_record_key,
        min(right_holders.centre_record_key) as right_record_key
    from holders as left_holders
    inner join holders as right_holders
        on
            left_holders.identifier_key = right_holders.identifier_key
            and left_holders.signature < right_holders.signature
    group by 1, 2
),

met as (
    select
        meetings.left_signature,
        meetings.right_signature,
        meetings.right_record_key,
        traits.first_name_number,
        traits.last_name_number,
        traits.birth_date
    from meetings
    inner join traits on meetings.left_record_key = traits.record_key
),

left_people as (
    {{ people_described(
        'met', ['left_signature', 'right_signature', 'right_record_key'], 'names'
    ) }}
),

right_people as (
    {{ people_described('traits', ['record_key'], 'names') }}
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
