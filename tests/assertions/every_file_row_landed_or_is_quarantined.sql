{#- Rows in = rows landed + rows quarantined, for every file that was not refused. -#}
with

files as (select * from {{ ref('stg_landing__files') }}),

lost as (
    select
        tool,
        file_path,
        row_count,
        landed_count,
        quarantined_count
    from files
    where
        status = 'landed'
        and row_count <> landed_count + quarantined_count
)

select * from lost
