{#- One row per value that may tie its records and signature of those who hold it, with
    the smallest of them, how many they are and whether they are named; kind by kind.
    A whole family's value ties only who has a name. -#}
{% macro holders_by_kind(identifiers, shared_values, judged_values) -%}
    {%- set i, s, j = identifiers, shared_values, judged_values -%}
    {%- for ranked in ranks_apart() %}
    select
        {{ i }}.trust_rank,
        {{ i }}.identifier_key,
        {{ i }}.signature,
        min({{ i }}.record_key) as centre_record_key,
        count(*) as record_count,
        bool_and({{ i }}.is_named) as is_named
    from {{ i }}
    inner join {{ s }} on {{ i }}.identifier_key = {{ s }}.identifier_key
    left join {{ j }} on {{ i }}.identifier_key = {{ j }}.identifier_key
    where
        {{ i }}.trust_rank {{ ranked }} and {{ s }}.trust_rank {{ ranked }}
        and {{ j }}.skip_reason is null
        and ({{ i }}.is_named or not coalesce({{ j }}.needs_names, false))
    group by {{ i }}.trust_rank, {{ i }}.identifier_key, {{ i }}.signature
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
