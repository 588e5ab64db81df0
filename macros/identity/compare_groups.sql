{#- One row per pair of groups and of their records, with what each field says. What the
    left and the right one say is read apart: an engine may write down whole what is read
    twice. -#}
{% macro compare_groups(pairs, left_side, right_side) -%}
    select
        {{ pairs }}.left_group_id,
        {{ pairs }}.right_group_id,
        case
            when left_features.given_name_key = right_features.given_name_key
                then left_features.given_name_key
        end as given_name_key,
        case
            when left_features.last_name_key = right_features.last_name_key
                then left_features.last_name_key
        end as last_name_key,
        {{ evidence_levels('left_features', 'right_features') }}
    from {{ pairs }}
    inner join {{ left_side }} as left_features
        on {{ pairs }}.left_group_id = left_features.group_id
    inner join {{ right_side }} as right_features
        on {{ pairs }}.right_group_id = right_features.group_id
{%- endmacro %}
