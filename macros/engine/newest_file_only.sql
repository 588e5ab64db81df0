{#- All rows of the file that spoke last about their parent (a receipt): a corrected
    export that lacks a line takes it back. Files stand in the order of first landing,
    so that a row replayed from quarantine joins its own file. -#}
{% macro newest_file_only(relation, parent_keys, keys) -%}
    select * from {{ relation }}
    where (_file_sha256, _row_number) in (
        select ranked._file_sha256, ranked._row_number
        from (
            select
                _file_sha256,
                _row_number,
                dense_rank() over (
                    partition by {{ parent_keys | join(', ') }}
                    order by first_load_id desc, _file_sha256 desc
                ) as file_rank,
                {{ latest_only(keys + ['_file_sha256']) }} as statement_rank
            from (
                select
                    {{ keys | join(', ') }},
                    _file_sha256,
                    _row_number,
                    _load_id,
                    min(_load_id) over (partition by _file_sha256) as first_load_id
                from {{ relation }}
            ) as arrivals
        ) as ranked
        where ranked.file_rank = 1 and ranked.statement_rank = 1
    )
{%- endmacro %}
