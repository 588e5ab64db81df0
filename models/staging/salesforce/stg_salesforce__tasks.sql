with

source as (
    {{ newest_only(
        source('salesforce', 'tasks'), ['id'], to_timestamp_utc('system_modstamp')
    ) }}
),

renamed as (
    select
        -- ids
        id as salesforce_task_id,
        {{ clean_text('who_id') }} as salesforce_person_id,
        {{ clean_text('what_id') }} as salesforce_related_id,
        {{ clean_text('owner_id') }} as salesforce_owner_id,
        -- attributes
        {{ clean_text('subject') }} as subject,
        lower({{ clean_text('status') }}) as status,
        lower({{ clean_text('task_subtype') }}) as task_subtype,
        lower({{ clean_text('call_type') }}) as call_type,
        {{ clean_text('call_disposition') }} as call_disposition,
        -- amounts
        {{ to_integer('call_duration_in_seconds') }} as call_duration_seconds,
        -- flags
        coalesce({{ to_boolean('is_closed') }}, false) as is_closed,
        coalesce({{ to_boolean('is_deleted') }}, false) as is_deleted,
        -- times
        {{ to_date('activity_date') }} as activity_date,
        {{ to_timestamp_utc('completed_date_time') }} as completed_at,
        {{ to_timestamp_utc('created_date') }} as created_at,
        {{ to_timestamp_utc('system_modstamp') }} as updated_at
    from source
)

select * from renamed
