{#- No record of a file stands twice in a raw table, however often it is landed. -#}
with

raw_rows as (
    {%- for tool, table_name in raw_tables() %}
    select
        '{{ tool }}.{{ table_name }}' as table_name,
        {{ "source_name" if tool == "template" else "''" }} as folder,
        _file_sha256,
        _row_number
    from {{ source(tool, table_name) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

doubled as (
    select
        table_name,
        folder,
        _file_sha256,
        _row_number,
        count(*) as row_count
    from raw_rows
    group by table_name, folder, _file_sha256, _row_number
    having count(*) > 1
)

select * from doubled
