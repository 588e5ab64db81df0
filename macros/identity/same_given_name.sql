{#- True when two first names are one name, or one is a nickname of the other. -#}
{% macro same_given_name(left_person, right_person) -%}
    (
        {{ left_person }}.given_name_key = {{ right_person }}.given_name_key
        or {{ name_meant(left_person, right_person ~ '.given_name_key') }}
        or {{ name_meant(right_person, left_person ~ '.given_name_key') }}
        or {{ left_person }}.first_name_key = {{ right_person }}.first_name_key
        or (
            ({{ left_person }}.first_name_key like '% %'
                or {{ right_person }}.first_name_key like '% %')
            and replace({{ left_person }}.first_name_key, ' ', '')
            = replace({{ right_person }}.first_name_key, ' ', '')
        )
    )
{%- endmacro %}
