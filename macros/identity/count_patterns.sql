{#- One row per pattern of levels, with how many pairs show it. -#}
{% macro count_patterns(pairs) -%}
    select
        pattern_id,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        count(*) as pair_count
    from {{ pairs }}
    group by 1, 2, 3, 4, 5, 6, 7, 8
{%- endmacro %}
