with

meetings as (select * from {{ ref('int_identity_meetings') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

-- Any record of a signature speaks for it.
people as (
    select
        left_signature,
        right_signature,
        min(left_record_key) as left_record_key,
        min(right_record_key) as right_record_key
    from meetings
    group by 1, 2
),

met as (
    select
        people.left_signature, people.right_signature,
        one.first_name_number as left_first_number,
        one.last_name_number as left_last_number,
        other.first_name_number as right_first_number,
        other.last_name_number as right_last_number,
        {{ compare_birth_dates('one', 'other') }} as birth_dates
    from people
    inner join traits as one on people.left_record_key = one.record_key
    inner join traits as other on people.right_record_key = other.record_key
    where
        {{ looked_for('people.left_record_key') }}
        and {{ looked_for('people.right_record_key') }}
),

-- Two names meet in many people, and are compared once.
first_verdicts as (
    {{ first_names_compared('met', 'names') }}
),

last_verdicts as (
    {{ last_names_compared('met', 'names') }}
),

heard as (
    select
        met.left_signature, met.right_signature,
        met.left_first_number, met.left_last_number, met.right_first_number,
        met.right_last_number,
        coalesce(first_verdicts.first_names, 'unknown') as first_names,
        coalesce(last_verdicts.last_names, 'unknown') as last_names, met.birth_dates
    from met
    left join first_verdicts
        on
            met.left_first_number = first_verdicts.left_number
            and met.right_first_number = first_verdicts.right_number
    left join last_verdicts
        on
            met.left_last_number = last_verdicts.left_number
            and met.right_last_number = last_verdicts.right_number
),

judged as (
    select
        left_signature, right_signature, left_first_number, left_last_number,
        right_first_number, right_last_number, first_names, last_names, birth_dates,
        last_names <> 'different' and (
            first_names in ('same', 'unknown', 'initial')
            or (first_names = 'similar' and last_names = 'same')
            or (first_names in ('similar', 'ending') and birth_dates = 'same')
        ) as has_compatible_names
    from heard
),

-- Only of whose names do not fit as they stand is it asked whether they changed places.
swapped as (
    {{ pairs_swapped('judged', 'names') }}
),

summed_up as (
    select
        judged.left_signature, judged.right_signature, judged.first_names,
        judged.last_names, judged.birth_dates,
        judged.has_compatible_names
        or swapped.left_signature is not null as has_compatible_names,
        judged.first_names = 'same'
        and judged.last_names = 'different' as has_new_last_name,
        judged.birth_dates = 'contradict'
        or judged.first_names = 'contradict'
        and swapped.left_signature is null as is_contradiction
    from judged
    left join swapped
        on
            judged.left_signature = swapped.left_signature
            and judged.right_signature = swapped.right_signature
)

select * from summed_up
