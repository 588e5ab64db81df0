{#- One row per two groups, with the level of each field that says most for one
    person. -#}
{% macro best_levels(pairs) -%}
    select
        left_group_id,
        right_group_id,
        min(given_name_key) as given_name_key,
        min(last_name_key) as last_name_key,
        {{ best_level('first_name') }} as first_name,
        {{ best_level('last_name') }} as last_name,
        {{ best_level('birth_date') }} as birth_date,
        {{ best_level('place') }} as place,
        {{ best_level('phone') }} as phone,
        {{ best_level('email') }} as email,
        {{ best_level('loyalty_card') }} as loyalty_card
    from {{ pairs }}
    group by left_group_id, right_group_id
{%- endmacro %}
