{#- The rows of a raw table that are the newest statement of their key. Ranks narrow
    rows and fetches the wide ones after, so that JSON is never sorted. -#}
{% macro newest_only(relation, keys, version=none) -%}
    {#- One file may lie in two drop folders: its folder is part of a row origin. -#}
    {%- set origin = (['source_name'] if 'source_name' in keys else [])
        + ['_file_sha256', '_row_number'] -%}
    select * from {{ relation }}
    where ({{ origin | join(', ') }}) in (
        select ranked.{{ origin | join(', ranked.') }}
        from (
            select
                {{ origin | join(', ') }},
                {{ latest_only(keys, version) }} as statement_rank
            from {{ relation }}
        ) as ranked
        where ranked.statement_rank = 1
    )
{%- endmacro %}
