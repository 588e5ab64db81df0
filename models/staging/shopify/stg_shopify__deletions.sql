with

source as (
    {{ newest_only(
        source('shopify', 'events'),
        ['subject_type', 'subject_id'],
        to_timestamp_utc('created_at')
    ) }}
),

deletions as (
    select
        -- ids
        id as shopify_event_id,
        subject_id,
        -- attributes
        lower({{ clean_text('subject_type') }}) as subject_type,
        -- times
        {{ to_timestamp_utc('created_at') }} as deleted_at
    from source
    where lower({{ clean_text('verb') }}) = 'destroy'
)

select * from deletions
