{#- True when two first names are one name, or one is a nickname of the other. -#}
{% macro same_given_name(left_person, right_person) -%}
    (
        {{ left_person }}.given_name_key = {{ right_person }}.given_name_key
        or {{ left_person }}.given_name_meanings
        like '%|' || {{ right_person }}.given_name_key || '|%'
        or {{ right_person }}.given_name_meanings
        like '%|' || {{ left_person }}.given_name_key || '|%'
        or replace({{ left_person }}.first_name_key, ' ', '')
        = replace({{ right_person }}.first_name_key, ' ', '')
    )
{%- endmacro %}
