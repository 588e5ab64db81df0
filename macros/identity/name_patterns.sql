{#- The pairs of groups, each with the name of the pattern that its levels make. -#}
{% macro name_patterns(pairs) -%}
    select
        left_group_id,
        right_group_id,
        given_name_key,
        last_name_key,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        {{ pattern_name() }} as pattern_id
    from {{ pairs }}
{%- endmacro %}
