{#- True when one's first name is the other's last name and the reverse. -#}
{% macro names_swapped(left_person, right_person) -%}
    coalesce(
        length({{ left_person }}.given_name_key) > 1
        and length({{ right_person }}.given_name_key) > 1
        and {{ names_similar(
            left_person ~ '.given_name_key', right_person ~ '.last_name_key'
        ) }}
        and {{ names_similar(
            left_person ~ '.last_name_key', right_person ~ '.given_name_key'
        ) }},
        false
    )
{%- endmacro %}
