with

source as (select * from {{ source('landing', 'files') }}),

renamed as (
    select
        -- ids
        file_sha256,
        load_id,
        -- attributes
        tool,
        source_name,
        table_name,
        file_path,
        status,
        reason,
        -- amounts
        byte_count,
        row_count,
        landed_count,
        quarantined_count,
        -- times
        landed_at
    from source
)

select * from renamed
