{#- One row per pattern, by these columns, and field, with the level it shows: field,
    level. -#}
{% macro levels_in_rows(patterns, columns) -%}
    {%- for field in [
        'first_name', 'last_name', 'birth_date', 'place', 'phone', 'email', 'loyalty_card'
    ] %}
    select {{ columns | join(', ') }}, '{{ field }}' as field, {{ field }} as level
    from {{ patterns }}
    {%- if not loop.last %}
    union all
    {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
