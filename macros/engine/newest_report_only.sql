{#- All rows of the file that tells of the newest version of their parent (an order
    whose rows have no key of their own); of two such files the one landed last. -#}
{% macro newest_report_only(relation, parent, version) -%}
    select * from {{ relation }}
    where (_file_sha256, _row_number) in (
        select ranked._file_sha256, ranked._row_number
        from (
            select
                _file_sha256,
                _row_number,
                dense_rank() over (
                    partition by {{ parent }}
                    order by
                        file_version desc nulls last,
                        first_load_id desc,
                        _file_sha256 desc
                ) as file_rank
            from (
                select
                    {{ parent }},
                    _file_sha256,
                    _row_number,
                    max({{ version }}) over (
                        partition by {{ parent }}, _file_sha256
                    ) as file_version,
                    min(_load_id) over (partition by _file_sha256) as first_load_id
                from {{ relation }}
            ) as arrivals
        ) as ranked
        where ranked.file_rank = 1
    )
{%- endmacro %}
