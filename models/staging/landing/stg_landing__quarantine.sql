with

source as (select * from {{ source('landing', 'quarantine') }}),

renamed as (
    select
        -- ids
        file_sha256,
        row_number,
        load_id,
        -- attributes
        tool,
        source_name,
        table_name,
        file_path,
        line_number,
        column_name,
        reason,
        -- times
        quarantined_at
    from source
)

select * from renamed
