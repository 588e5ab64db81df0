{#- One row per pair of first names that meet in some pairs of people
    (left_first_number, right_first_number): their numbers as left_number and
    right_number, and what the comparison says. A missing name meets none. -#}
{% macro first_names_compared(pairs, names) -%}
    select
        met_names.left_number,
        met_names.right_number,
        {{ compare_first_names('left_names', 'right_names') }} as first_names
    from (
        select
            left_first_number as left_number,
            right_first_number as right_number
        from {{ pairs }}
        group by left_first_number, right_first_number
    ) as met_names
    {%- for side in ['left', 'right'] %}
    inner join (
        select
            name_number, given_name_key, given_name_meanings,
            name_key as first_name_key, letters as first_name_letters,
            is_first_name_of_many
        from {{ names }}
    ) as {{ side }}_names on met_names.{{ side }}_number = {{ side }}_names.name_number
    {%- endfor %}
{%- endmacro %}
