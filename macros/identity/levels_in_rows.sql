{#- One row per pattern and field, with the level it shows: pattern_id, pair_count,
    field, level. -#}
{% macro levels_in_rows(patterns) -%}
    {%- for field in [
        'first_name', 'last_name', 'birth_date', 'place', 'phone', 'email', 'loyalty_card'
    ] %}
    select pattern_id, pair_count, '{{ field }}' as field, {{ field }} as level
    from {{ patterns }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
