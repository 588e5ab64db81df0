{#- Rank 1 is the newest statement per key: the tool's own version column first,
    then the order of arrival. Needs the raw lineage columns in scope. -#}
{% macro latest_only(keys, version=none) -%}
    row_number() over (
        partition by {{ keys | join(', ') }}
        order by
            {%- if version %} {{ version }} desc nulls last,{% endif %}
            _load_id desc, _file_sha256 desc, _row_number desc
    )
{%- endmacro %}
