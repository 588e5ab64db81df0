with

proposals as (select * from {{ ref('int_identity_proposals') }}),

patterns as (select * from {{ ref('int_identity_patterns') }}),

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

-- What a person has alone says more than a year in a mailbox.
unsure as (
    select
        proposals.left_group_id,
        proposals.right_group_id
    from proposals
    inner join patterns on proposals.pattern_id = patterns.pattern_id
    where
        patterns.birth_date not in ('same', 'slip')
        and patterns.email not in ('same', 'similar')
        and patterns.phone <> 'same'
        and patterns.loyalty_card <> 'same'
),

ends as (
    select left_group_id as group_id from unsure
    union
    select right_group_id as group_id from unsure
),

numbered as (
    select
        features.group_id, features.birth_text, features.email,
        features.first_name_number, features.last_name_number,
        features.stated_first_name_number, features.stated_last_name_number
    from ends
    inner join features on ends.group_id = features.group_id
    where {{ looked_for('ends.group_id') }}
),

described as (
    {{ names_told('numbered', ['group_id', 'birth_text'], 'names') }}
),

told as (
    select
        group_id, 1 as is_behind_a_name,
        {{ mailbox_year('email_own_part') }} as birth_year
    from described
    union all
    select
        group_id, 0 as is_behind_a_name,
        substring(birth_text, 3, 2) as birth_year
    from described
),

years as (
    select group_id, birth_year, max(is_behind_a_name) as is_behind_a_name
    from told
    where birth_year is not null
    group by 1, 2
),

objections as (
    select unsure.left_group_id, unsure.right_group_id
    from unsure
    inner join years as left_years on unsure.left_group_id = left_years.group_id
    inner join years as right_years on unsure.right_group_id = right_years.group_id
    group by 1, 2
    having
        max(case
            when left_years.birth_year = right_years.birth_year then 1 else 0
        end) = 0
        and max(greatest(left_years.is_behind_a_name, right_years.is_behind_a_name)) = 1
)

select * from objections
