with

source as (
    {{ newest_only(
        source('akeneo', 'assets'),
        ['asset_family_code', 'code'],
        to_timestamp_utc('updated')
    ) }}
),

-- The share link is public; the download link asks for the API's token.
renamed as (
    select
        -- ids
        code as asset_code,
        asset_family_code,
        -- attributes
        {{ json_str('values', 'media[0].data') }} as media_file,
        coalesce(
            {{ json_str('values', 'media[0]._links.share_link.href') }},
            {{ json_str('values', 'media[0]._links.download.href') }}
        ) as media_url,
        -- times
        {{ to_timestamp_utc('created') }} as created_at,
        {{ to_timestamp_utc('updated') }} as updated_at
    from source
)

select * from renamed
