{#- One row per pair of groups and of names that they say, by their numbers. -#}
{% macro names_that_meet(pairs, said) -%}
    select
        {{ pairs }}.left_group_id,
        {{ pairs }}.right_group_id,
        left_said.first_name_number as left_first_number,
        left_said.last_name_number as left_last_number,
        right_said.first_name_number as right_first_number,
        right_said.last_name_number as right_last_number
    from {{ pairs }}
    inner join {{ said }} as left_said on {{ pairs }}.left_group_id = left_said.group_id
    inner join {{ said }} as right_said on {{ pairs }}.right_group_id = right_said.group_id
{%- endmacro %}
