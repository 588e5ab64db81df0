{#- How many pairs show each level of each field: field, level, pair_count. -#}
{% macro count_levels(pairs) -%}
    {%- for field in [
        'first_name', 'last_name', 'birth_date', 'place', 'phone', 'email', 'loyalty_card'
    ] %}
    select '{{ field }}' as field, {{ field }} as level, count(*) as pair_count
    from {{ pairs }}
    group by {{ field }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
