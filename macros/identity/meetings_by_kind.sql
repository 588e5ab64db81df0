{#- One row per value and two signatures of those who hold it, found kind by kind. -#}
{% macro meetings_by_kind(holders) -%}
    {%- for ranked in ranks_apart() %}
    select
        left_holders.trust_rank,
        left_holders.identifier_key,
        left_holders.signature as left_signature,
        right_holders.signature as right_signature,
        left_holders.centre_record_key as left_record_key,
        right_holders.centre_record_key as right_record_key,
        left_holders.is_named as is_left_named,
        right_holders.is_named as is_right_named
    from {{ holders }} as left_holders
    inner join {{ holders }} as right_holders
        on
            left_holders.identifier_key = right_holders.identifier_key
            and left_holders.signature < right_holders.signature
    where
        left_holders.trust_rank {{ ranked }} and right_holders.trust_rank {{ ranked }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
