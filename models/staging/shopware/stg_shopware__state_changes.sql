with

source as (
    {{ newest_only(source('shopware', 'state_machine_history'), ['id']) }}
),

renamed as (
    select
        -- ids
        id as shopware_state_change_id,
        coalesce(
            {{ clean_text('referenced_id') }}, {{ json_str('entity_id', 'id') }}
        ) as entity_id,
        -- attributes
        lower({{ clean_text('entity_name') }}) as entity_name,
        lower({{ json_str('from_state_machine_state', 'technicalName') }})
            as from_state,
        lower({{ json_str('to_state_machine_state', 'technicalName') }}) as to_state,
        -- times
        {{ to_timestamp_utc('created_at') }} as changed_at
    from source
)

select * from renamed
