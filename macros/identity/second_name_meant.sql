{#- True when one first name is short for the other's second: Achim, Hans-Joachim. -#}
{% macro second_name_meant(left_person, right_person) -%}
    (
        {{ left_person }}.given_name_meanings
        like '%|' || nullif(split_part({{ right_person }}.first_name_key, ' ', 2), '') || '|%'
        or {{ right_person }}.given_name_meanings
        like '%|' || nullif(split_part({{ left_person }}.first_name_key, ' ', 2), '') || '|%'
    )
{%- endmacro %}
