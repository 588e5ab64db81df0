{#- What two last names say, as compare_last_names; changed places are same. -#}
{% macro last_name_level(left_person, right_person) -%}
    case
        when {{ left_person }}.last_name_key = {{ right_person }}.last_name_key then 'same'
        when {{ names_swapped(left_person, right_person) }} then 'same'
        else {{ compare_last_names(left_person, right_person) }}
    end
{%- endmacro %}
