{#- One row per record whose parts make an identifier of this kind, by their sum. -#}
{% macro identifier_of_parts(parts, rules, kind, value) -%}
    select
        {{ parts }}.record_key,
        {{ rules }}.trust_rank,
        {{ hash_of("'" ~ kind ~ "'") }} + {{ value }} as identifier_key,
        {{ parts }}.signature,
        {{ parts }}.is_named
    from {{ parts }}
    inner join {{ rules }} on {{ rules }}.identifier_type = '{{ kind }}'
    where {{ value }} is not null
{%- endmacro %}
