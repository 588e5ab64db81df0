with

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

meetings as (select * from {{ ref('int_identity_lesson_meetings') }}),

pupils as (
    select record_key
    from meetings
    group by record_key
),

teachers as (
    select group_id
    from meetings
    group by group_id
),

taught as (
    select block_key
    from meetings
    group by block_key
),

sounds as (
    {{ name_parts('names') }}
),

parts as (
    {{ meeting_parts('features', 'record_key', 'sounds') }}
    inner join teachers on features.group_id = teachers.group_id
),

said as (
    {{ meeting_values('parts', 'record_key') }}
),

-- Groups have met; of their records those teach who say the value themselves.
spoken as (
    select
        said.record_key,
        said.block_key
    from said
    inner join taught on said.block_key = taught.block_key
),

pairs as (
    select
        asked.record_key as left_record_key,
        partners.record_key as right_record_key
    from pupils
    inner join spoken as asked on pupils.record_key = asked.record_key
    inner join spoken as partners
        on
            asked.block_key = partners.block_key
            and asked.record_key <> partners.record_key
    group by asked.record_key, partners.record_key
)

select * from pairs
