{#- One row per pair of last names that meet in some pairs of people
    (left_last_number, right_last_number): their numbers as left_number and
    right_number, and what the comparison says. A missing name meets none. -#}
{% macro last_names_compared(pairs, names) -%}
    select
        met_names.left_number,
        met_names.right_number,
        {{ compare_last_names('left_names', 'right_names') }} as last_names
    from (
        select
            left_last_number as left_number,
            right_last_number as right_number
        from {{ pairs }}
        group by left_last_number, right_last_number
    ) as met_names
    {%- for side in ['left', 'right'] %}
    inner join (
        select name_number, name_key as last_name_key, letters as last_name_letters
        from {{ names }}
    ) as {{ side }}_names on met_names.{{ side }}_number = {{ side }}_names.name_number
    {%- endfor %}
{%- endmacro %}
