{#- Each file's records in raw are as many as the ledger says have landed. A mapped
    file's record may stand in several tables; it counts once. -#}
with

files as (select * from {{ ref('stg_landing__files') }}),

raw_rows as (
    {%- for tool, table_name in raw_tables() %}
    select '{{ tool }}' as tool, _file_sha256, _row_number
    from {{ source(tool, table_name) }}
    {%- if not loop.last %}
    union
    {%- endif %}
    {%- endfor %}
),

in_raw as (
    select
        tool,
        _file_sha256 as file_sha256,
        count(*) as row_count
    from raw_rows
    group by tool, _file_sha256
),

in_ledger as (
    select
        tool,
        file_sha256,
        max(landed_count) as row_count
    from files
    where landed_count > 0
    group by tool, file_sha256
),

compared as (
    select
        coalesce(in_raw.tool, in_ledger.tool) as tool,
        coalesce(in_raw.file_sha256, in_ledger.file_sha256) as file_sha256,
        coalesce(in_raw.row_count, 0) as raw_row_count,
        coalesce(in_ledger.row_count, 0) as landed_count
    from in_raw
    full outer join in_ledger
        on
            in_raw.tool = in_ledger.tool
            and in_raw.file_sha256 = in_ledger.file_sha256
),

lost as (
    select
        tool,
        file_sha256,
        raw_row_count,
        landed_count
    from compared
    where raw_row_count <> landed_count
)

select * from lost
