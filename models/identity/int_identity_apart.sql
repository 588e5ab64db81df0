with

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

unique_pairs as (select * from {{ ref('int_identity_unique_pairs') }}),

verdicts as (select * from {{ ref('int_identity_verdicts') }}),

conflicts as (select * from {{ ref('int_identity_conflicts') }}),

drafts as (select * from {{ ref('int_identity_drafts') }}),

traits as (select * from {{ ref('int_identity_traits') }}),

birthdays as (
    select
        component_id,
        left_signature,
        right_signature
    from conflicts
    where birth_dates = 'contradict'
),

born as (
    select component_id as draft_id, left_signature as signature from birthdays
    union
    select component_id as draft_id, right_signature as signature from birthdays
),

bearers as (
    select
        born.draft_id,
        born.signature,
        traits.record_key,
        rough_groups.component_id
    from born
    inner join traits on born.signature = traits.signature
    inner join drafts
        on traits.record_key = drafts.record_key and born.draft_id = drafts.component_id
    inner join rough_groups on traits.record_key = rough_groups.record_key
),

apart as (
    select
        verdicts.left_record_key,
        verdicts.right_record_key,
        left_groups.component_id,
        verdicts.decision_id
    from verdicts
    inner join rough_groups as left_groups
        on verdicts.left_record_key = left_groups.record_key
    inner join rough_groups as right_groups
        on
            verdicts.right_record_key = right_groups.record_key
            and left_groups.component_id = right_groups.component_id
    where verdicts.decision = 'cannot_link'
    union all
    select
        left_record_key,
        right_record_key,
        component_id,
        'unique ' || identifier_type as decision_id
    from unique_pairs
    union all
    -- Two birthdays are two people, also where a third without one fits both.
    select
        least(one.record_key, other.record_key) as left_record_key,
        greatest(one.record_key, other.record_key) as right_record_key,
        one.component_id,
        'birth date' as decision_id
    from birthdays
    inner join bearers as one
        on
            birthdays.component_id = one.draft_id
            and birthdays.left_signature = one.signature
    inner join bearers as other
        on
            birthdays.component_id = other.draft_id
            and birthdays.right_signature = other.signature
            and one.component_id = other.component_id
)

select * from apart
