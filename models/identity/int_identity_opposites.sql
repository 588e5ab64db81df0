with

drafts as (select * from {{ ref('int_identity_drafts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

-- Who is told apart inside a group: the distinct people its records describe.
people as (
    select
        drafts.component_id, traits.signature,
        min(traits.record_key) as record_key
    from drafts
    inner join traits on drafts.record_key = traits.record_key
    group by 1, 2
),

-- Most of them share a value, so they have been compared already.
pairs as (
    select
        left_people.component_id,
        left_people.signature as left_signature,
        right_people.signature as right_signature,
        left_people.record_key as left_record_key,
        right_people.record_key as right_record_key,
        comparisons.first_names,
        comparisons.birth_dates,
        comparisons.is_contradiction
    from people as left_people
    inner join people as right_people
        on
            left_people.component_id = right_people.component_id
            and left_people.signature < right_people.signature
    left join comparisons
        on
            left_people.signature = comparisons.left_signature
            and right_people.signature = comparisons.right_signature
),

strangers as (
    select left_record_key as record_key
    from pairs
    where is_contradiction is null
    union
    select right_record_key as record_key
    from pairs
    where is_contradiction is null
),

unmet as (
    select
        traits.record_key,
        traits.first_name_number,
        traits.last_name_number,
        traits.birth_date
    from strangers
    inner join traits on strangers.record_key = traits.record_key
),

described as (
    {{ people_described('unmet', ['record_key'], 'names') }}
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
    inner join described as left_people
        on pairs.left_record_key = left_people.record_key
    inner join described as right_people
        on pairs.right_record_key = right_people.record_key
    where pairs.is_contradiction is null
),

opposites as (
    select component_id, left_signature, right_signature, first_names, birth_dates
    from pairs
    where is_contradiction
    union all
    select component_id, left_signature, right_signature, first_names, birth_dates
    from compared
    where
        birth_dates = 'contradict'
        or (first_names = 'contradict' and not is_swapped)
)

select * from opposites
