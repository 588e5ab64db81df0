with

source as (
    {{ newest_only(
        source('klaviyo', 'list_members'),
        [regexp_group('links_self', '/lists/([^/?]+)', 1), 'id']
    ) }}
),

renamed as (
    select
        -- ids
        {{ regexp_group('links_self', '/lists/([^/?]+)', 1) }} as klaviyo_list_id,
        id as klaviyo_profile_id,
        -- times
        {{ to_timestamp_utc(json_str('attributes', 'joined_group_at')) }} as joined_at
    from source
)

select * from renamed
