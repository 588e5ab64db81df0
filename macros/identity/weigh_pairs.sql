{#- The pairs, each with how much speaks for each kind: a family shares its last name,
    namesakes both names, however rare; strangers share common names. -#}
{% macro weigh_pairs(pairs, patterns, rarities) -%}
    select
        {{ pairs }}.left_group_id,
        {{ pairs }}.right_group_id,
        {{ patterns }}.pattern_id,
        {{ patterns }}.person_weight
        + coalesce(first_names.weight, 0) + coalesce(last_names.weight, 0)
            as person_weight,
        {{ patterns }}.household_weight + coalesce(last_names.weight, 0)
            as household_weight,
        {{ patterns }}.namesake_weight
        + coalesce(first_names.weight, 0) + coalesce(last_names.weight, 0)
            as namesake_weight,
        {{ patterns }}.twin_weight + coalesce(last_names.weight, 0) as twin_weight,
        {{ patterns }}.bearer_weight
    from {{ pairs }}
    inner join {{ patterns }} on {{ pairs }}.pattern_id = {{ patterns }}.pattern_id
    left join {{ rarities }} as first_names
        on
            first_names.field = 'first_name'
            and {{ pairs }}.given_name_key = first_names.name_key
    left join {{ rarities }} as last_names
        on
            last_names.field = 'last_name'
            and {{ pairs }}.last_name_key = last_names.name_key
{%- endmacro %}
