{#- Whether two years of birth (their last two digits) are two people's: not the next
    year, nor digits that have changed places. -#}
{% macro birth_years_differ(left_year, right_year) -%}
    abs(cast({{ left_year }} as int) - cast({{ right_year }} as int)) not in (0, 1, 99)
    and right({{ left_year }}, 1) || left({{ left_year }}, 1) <> {{ right_year }}
{%- endmacro %}
