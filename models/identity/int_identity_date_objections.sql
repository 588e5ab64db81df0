with

later_scores as (select * from {{ ref('int_identity_later_scores') }}),

patterns as (select * from {{ ref('int_identity_later_patterns') }}),

first_groups as (select * from {{ ref('int_identity_first_groups') }}),

features as (select * from {{ ref('int_identity_features') }}),

-- Who may be tied though no birth date is said by both.
unsure as (
    select
        later_scores.left_group_id,
        later_scores.right_group_id
    from later_scores
    inner join patterns on later_scores.pattern_id = patterns.pattern_id
    where later_scores.weight > 0 and patterns.birth_date <> 'same'
),

met as (
    select left_group_id as group_id from unsure
    union
    select right_group_id as group_id from unsure
),

members as (
    select
        first_groups.component_id,
        first_groups.record_key
    from met
    inner join first_groups on met.group_id = first_groups.component_id
),

-- One record's date may be an error; of two that do not tell of each other, hardly.
known as (
    select
        members.component_id as group_id,
        features.birth_text
    from members
    inner join features on members.record_key = features.group_id
    where features.birth_text is not null and {{ looked_for('members.record_key') }}
    group by members.component_id, features.birth_text
    having count(distinct features.group_id) > 1
),

objections as (
    select
        unsure.left_group_id,
        unsure.right_group_id
    from unsure
    inner join known as left_known on unsure.left_group_id = left_known.group_id
    inner join known as right_known on unsure.right_group_id = right_known.group_id
    group by unsure.left_group_id, unsure.right_group_id
    having max(
        case when left_known.birth_text = right_known.birth_text then 1 else 0 end
    ) = 0
)

select * from objections
