with

source as (
    {{ first_only(
        source('segment', 'events'),
        ['trim(message_id)'],
        to_timestamp_utc('received_at', 'UTC')
    ) }}
),

renamed as (
    select
        -- ids
        trim(message_id) as message_id,
        {{ clean_text('group_id') }} as group_id,
        {{ clean_text('user_id') }} as user_id,
        {{ normalize_vat_id(json_str('traits', 'vat_id')) }} as vat_id,
        -- attributes
        {{ clean_text(json_str('traits', 'name')) }} as name,
        {{ clean_text(json_str('traits', 'industry')) }} as industry,
        {{ regexp_group(
            'lower(' ~ json_str('traits', 'website') ~ ')',
            '^(?:https?://)?(?:www[.])?([a-z0-9.-]+)', 1
        ) }} as website_domain,
        {{ clean_text(json_str('traits', 'address.street')) }} as street,
        {{ clean_text(json_str('traits', 'address.postalCode')) }} as postal_code,
        {{ clean_text(json_str('traits', 'address.city')) }} as city,
        {{ country_code(json_str('traits', 'address.country')) }} as country_code
    from source
    where lower(trim(type)) = 'group' and {{ clean_text('group_id') }} is not null
)

select * from renamed
