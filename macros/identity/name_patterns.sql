{#- The pairs of groups, each with the name of the pattern that its levels make, and
    with numbers for that pattern and for the names that both bear: by these it is found. -#}
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
        {{ pattern_name() }} as pattern_id,
        {{ hash_of(pattern_name()) }} as pattern_key,
        {{ rarity_key("'first_name'", 'given_name_key') }} as first_rarity_key,
        {{ rarity_key("'last_name'", 'last_name_key') }} as last_rarity_key
    from {{ pairs }}
{%- endmacro %}
