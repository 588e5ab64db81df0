with

sound_links as (select * from {{ ref('int_identity_sound_links') }}),

objections as (select * from {{ ref('int_identity_objections') }}),

agreed_groups as (select * from {{ ref('int_identity_agreed_groups') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- A long chain of good links may still tie two who must stay apart.
dirty as (
    select left_agreed.component_id
    from objections
    inner join agreed_groups as left_agreed
        on objections.left_group_id = left_agreed.record_key
    inner join agreed_groups as right_agreed
        on
            objections.right_group_id = right_agreed.record_key
            and left_agreed.component_id = right_agreed.component_id
    group by left_agreed.component_id
),

allowed as (
    select
        sound_links.left_group_id,
        sound_links.right_group_id,
        sound_links.pattern_id,
        sound_links.weight,
        sound_links.probability,
        dirty.component_id is not null as is_dirty
    from sound_links
    inner join agreed_groups on sound_links.left_group_id = agreed_groups.record_key
    left join dirty on agreed_groups.component_id = dirty.component_id
),

ends as (
    select left_group_id as group_id, left_group_id, right_group_id, weight
    from allowed
    where is_dirty
    union all
    select right_group_id as group_id, left_group_id, right_group_id, weight
    from allowed
    where is_dirty
),

ranked as (
    select
        group_id,
        left_group_id,
        right_group_id,
        row_number() over (
            partition by group_id order by weight desc, left_group_id, right_group_id
        ) as choice
    from ends
),

-- In such a chain only those are tied who are each other's first choice.
mutual as (
    select left_group_id, right_group_id
    from ranked
    where choice = 1
    group by left_group_id, right_group_id
    having count(*) = 2
),

kept as (
    select
        allowed.left_group_id as left_record_key,
        allowed.right_group_id as right_record_key,
        rules.identifier_type,
        allowed.pattern_id as identifier_value,
        rules.trust_rank,
        cast(allowed.probability as decimal(18, 4)) as confidence
    from allowed
    inner join rules on rules.identifier_type = 'likeness'
    left join mutual
        on
            allowed.left_group_id = mutual.left_group_id
            and allowed.right_group_id = mutual.right_group_id
    where not allowed.is_dirty or mutual.left_group_id is not null
)

select * from kept
