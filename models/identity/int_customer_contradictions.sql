with

components as (select * from {{ ref('int_identity_components') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

names as (select * from {{ ref('int_identity_names') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

conflicts as (select * from {{ ref('int_identity_conflicts') }}),

scored_groups as (select * from {{ ref('int_identity_scored_groups') }}),

decided_groups as (select * from {{ ref('int_identity_decided_groups') }}),

-- Who cannot be one person gets together only where exact keys found a conflict, by
-- likeness or by a decision; nobody else is looked at.
suspects as (
    select components.component_id
    from drafts
    inner join conflicts on drafts.component_id = conflicts.component_id
    inner join components on drafts.record_key = components.record_key
    union
    select components.component_id
    from scored_groups
    inner join components on scored_groups.record_key = components.record_key
    union
    select components.component_id
    from decided_groups
    inner join components on decided_groups.record_key = components.record_key
),

-- Any record of a signature speaks for it.
bearers as (
    select
        components.component_id, traits.signature,
        min(traits.record_key) as record_key
    from components
    inner join suspects on components.component_id = suspects.component_id
    inner join traits on components.record_key = traits.record_key
    group by 1, 2
),

people as (
    select
        bearers.component_id, bearers.signature, traits.first_name_number,
        traits.last_name_number, traits.birth_date
    from bearers
    inner join traits on bearers.record_key = traits.record_key
),

described as (
    {{ people_described('people', ['component_id', 'signature'], 'names') }}
),

compared as (
    select
        left_people.component_id,
        left_people.signature as left_signature,
        right_people.signature as right_signature,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from described as left_people
    inner join described as right_people
        on
            left_people.component_id = right_people.component_id
            and left_people.signature < right_people.signature
),

-- A nickname differs from another spelling of the same name in half of its letters,
-- and so does who was once told by the last name.
explained as (
    {{ names_explained('compared') }}
),

contradictions as (
    select
        compared.component_id,
        compared.left_signature,
        compared.right_signature,
        compared.first_names = 'contradict' and not compared.is_swapped
        and explained.component_id is null as has_two_names,
        compared.birth_dates = 'contradict' as has_two_birth_dates
    from compared
    left join explained
        on
            compared.component_id = explained.component_id
            and compared.left_signature = explained.left_signature
            and compared.right_signature = explained.right_signature
    where
        compared.birth_dates = 'contradict'
        or (
            compared.first_names = 'contradict' and not compared.is_swapped
            and explained.component_id is null
        )
)

select * from contradictions
