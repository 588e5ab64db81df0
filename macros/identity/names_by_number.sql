{#- Joins to the four names of some pairs of people, known by their numbers: left_first,
    left_last, right_first and right_last. -#}
{% macro names_by_number(pairs, names) -%}
    {%- for side in ['left', 'right'] %}
    {%- for part in ['first', 'last'] %}
    left join {{ names }} as {{ side }}_{{ part }}
        on {{ pairs }}.{{ side }}_{{ part }}_number = {{ side }}_{{ part }}.name_number
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}
