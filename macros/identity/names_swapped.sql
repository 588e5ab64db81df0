{#- True when one's first name is the other's last name and the reverse. -#}
{% macro names_swapped(left_person, right_person) -%}
    case when
        length({{ left_person }}.first_name_letters) > 1
        and length({{ right_person }}.first_name_letters) > 1
        and (
            {{ names_similar(left_person ~ '.first_name_letters',
                             right_person ~ '.last_name_letters') }}
            or {{ left_person }}.first_name_key = {{ right_person }}.last_name_key
        )
        and (
            {{ names_similar(left_person ~ '.last_name_letters',
                             right_person ~ '.first_name_letters') }}
            or {{ left_person }}.last_name_key = {{ right_person }}.first_name_key
        )
    then true else false end
{%- endmacro %}
