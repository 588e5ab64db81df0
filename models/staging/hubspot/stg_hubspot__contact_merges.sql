with

source as (select * from {{ source('hubspot', 'contacts') }}),

stated as (
    select
        id,
        coalesce(
            {{ clean_text(json_str('properties', 'hs_merged_object_ids')) }},
            {{ clean_text(json_str('properties', 'hs_calculated_merged_vids')) }}
        ) as merged_ids,
        {{ to_timestamp_utc('updated_at') }} as updated_at
    from source
),

exploded as (
    select
        id,
        updated_at,
        {{ json_elements("'[\"' || replace(merged_ids, ';', '\",\"') || '\"]'") }}
            as merged_id
    from stated
    where merged_ids is not null
),

cleaned as (
    select
        id,
        updated_at,
        -- The older property has a time behind each id: 101:1700000000000.
        trim(
            split_part(replace(cast(merged_id as string), '"', ''), ':', 1)
        ) as merged_id
    from exploded
),

ranked as (
    select
        merged_id,
        id,
        min(updated_at) over (partition by merged_id) as merged_at,
        row_number() over (
            partition by merged_id
            order by updated_at desc nulls last, id
        ) as statement_rank
    from cleaned
    where merged_id <> '' and merged_id <> id
),

renamed as (
    select
        -- ids
        merged_id as hubspot_contact_id,
        id as merged_into_contact_id,
        -- times
        merged_at
    from ranked
    where statement_rank = 1
)

select * from renamed
