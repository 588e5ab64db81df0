{#- One row per pair of groups and of their records, with what each field says. -#}
{% macro compare_groups(pairs, features) -%}
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
    inner join {{ features }} as left_features
        on {{ pairs }}.left_group_id = left_features.group_id
    inner join {{ features }} as right_features
        on {{ pairs }}.right_group_id = right_features.group_id
{%- endmacro %}
