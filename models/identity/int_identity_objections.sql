with

proposed_groups as (select * from {{ ref('int_identity_proposed_groups') }}),

firm_groups as (select * from {{ ref('int_identity_firm_groups') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

proposals as (select * from {{ ref('int_identity_proposals') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

unique_objections as (select * from {{ ref('int_identity_unique_objections') }}),

people as (
    select
        proposed_groups.component_id as proposed_id,
        firm_groups.component_id as group_id,
        traits.signature,
        traits.given_name_key,
        traits.given_name_meanings,
        traits.first_name_key,
        traits.first_name_letters,
        traits.last_name_key,
        traits.last_name_letters,
        traits.birth_date
    from proposed_groups
    inner join firm_groups on proposed_groups.record_key = firm_groups.component_id
    inner join traits on firm_groups.record_key = traits.record_key
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
),

compared as (
    select
        left_people.group_id as left_group_id,
        right_people.group_id as right_group_id,
        {{ compare_first_names('left_people', 'right_people') }} as first_names,
        {{ compare_birth_dates('left_people', 'right_people') }} as birth_dates,
        {{ names_swapped('left_people', 'right_people') }} as is_swapped
    from people as left_people
    inner join people as right_people
        on
            left_people.proposed_id = right_people.proposed_id
            and left_people.group_id < right_people.group_id
),

votes as (
    select
        left_group_id,
        right_group_id,
        sum(case
            when birth_dates = 'contradict' then 1
            when first_names = 'contradict' and not is_swapped then 1
            else -1
        end) as vote
    from compared
    where first_names <> 'unknown' or birth_dates <> 'unknown'
    group by 1, 2
),

-- Two whom a link of their own ties were weighed with all they say.
objections as (
    select
        votes.left_group_id,
        votes.right_group_id
    from votes
    left join proposals
        on
            votes.left_group_id = proposals.left_group_id
            and votes.right_group_id = proposals.right_group_id
    where votes.vote >= 0 and proposals.left_group_id is null
    union
    select
        least(left_groups.component_id, right_groups.component_id) as left_group_id,
        greatest(left_groups.component_id, right_groups.component_id) as right_group_id
    from verdicts
    inner join firm_groups as left_groups
        on verdicts.left_record_key = left_groups.record_key
    inner join firm_groups as right_groups
        on verdicts.right_record_key = right_groups.record_key
    where verdicts.decision = 'cannot_link'
    union
    select left_group_id, right_group_id from unique_objections
)

select * from objections
