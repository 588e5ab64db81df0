with

source as (
    {{ newest_only(
        source('zendesk', 'deleted_users'), ['id'], to_timestamp_utc('updated_at')
    ) }}
),

renamed as (
    select
        -- ids
        id as zendesk_user_id,
        -- times
        {{ to_timestamp_utc('updated_at') }} as deleted_at
    from source
)

select * from renamed
