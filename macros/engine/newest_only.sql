{#- The rows of a raw table that are the newest statement of their key. Ranks narrow
    rows and fetches the wide ones after, so that JSON is never sorted. -#}
{% macro newest_only(relation, keys, version=none) -%}
    select * from {{ relation }}
    where (_file_sha256, _row_number) in (
        select ranked._file_sha256, ranked._row_number
        from (
            select
                _file_sha256,
                _row_number,
                {{ latest_only(keys, version) }} as statement_rank
            from {{ relation }}
        ) as ranked
        where ranked.statement_rank = 1
    )
{%- endmacro %}
