{#- The rows of a raw table that are the first statement of their key: the earliest by
    the given time, then by arrival. Ranks narrow rows, as newest_only does. -#}
{% macro first_only(relation, keys, said_at) -%}
    select * from {{ relation }}
    where (_file_sha256, _row_number) in (
        select ranked._file_sha256, ranked._row_number
        from (
            select
                _file_sha256,
                _row_number,
                row_number() over (
                    partition by {{ keys | join(', ') }}
                    order by
                        {{ said_at }} asc nulls last,
                        _load_id asc, _file_sha256 asc, _row_number asc
                ) as statement_rank
            from {{ relation }}
        ) as ranked
        where ranked.statement_rank = 1
    )
{%- endmacro %}
