{#- One row per pattern of levels that pairs show. -#}
{% macro patterns_shown(pairs) -%}
    select
        pattern_id,
        any_value(first_name) as first_name,
        any_value(last_name) as last_name,
        any_value(birth_date) as birth_date,
        any_value(place) as place,
        any_value(phone) as phone,
        any_value(email) as email,
        any_value(loyalty_card) as loyalty_card
    from {{ pairs }}
    group by pattern_id
{%- endmacro %}
