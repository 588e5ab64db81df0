with

contacts as (select * from {{ ref('int_identity_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

test_names as (
    select
        identifier_type,
        value
    from blocked
    where identifier_type in ('first_name', 'last_name') and reason = 'test_person'
),

contact_records as (
    select
        contacts.record_key,
        contacts.source_name,
        contacts.source_record_id,
        false as is_mention,
        coalesce(contacts.is_test, false)
        or test_first_names.value is not null
        or test_last_names.value is not null as is_test,
        contacts.created_at
    from contacts
    left join test_names as test_first_names
        on
            test_first_names.identifier_type = 'first_name'
            and lower(contacts.first_name) = test_first_names.value
    left join test_names as test_last_names
        on
            test_last_names.identifier_type = 'last_name'
            and lower(contacts.last_name) = test_last_names.value
),

mentioned_records as (
    select
        mentions.record_key,
        mentions.source_name,
        mentions.source_record_id,
        true as is_mention,
        -- Someone known from test orders only is a test.
        min(case when mentions.is_test then 1 else 0 end) = 1 as is_test,
        min(mentions.happened_at) as created_at
    from mentions
    left join contacts on mentions.record_key = contacts.record_key
    where contacts.record_key is null
    group by
        mentions.record_key, mentions.source_name, mentions.source_record_id
),

records as (
    select
        record_key, source_name, source_record_id,
        is_mention, is_test, created_at
    from contact_records
    union all
    select
        record_key, source_name, source_record_id,
        is_mention, is_test, created_at
    from mentioned_records
)

select * from records
