{#- What two first names say, as compare_first_names; names that changed places are same
    and half differing is different. -#}
{% macro first_name_level(left_person, right_person) -%}
    case
        when {{ same_given_name(left_person, right_person) }} then 'same'
        when {{ names_swapped(left_person, right_person) }} then 'same'
        else replace(
            {{ compare_first_names(left_person, right_person) }}, 'contradict', 'different'
        )
    end
{%- endmacro %}
