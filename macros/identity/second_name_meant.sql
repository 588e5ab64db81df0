{#- True when one first name is, or is short for, the other's second: Achim and
    Hans-Joachim. -#}
{% macro second_name_meant(left_person, right_person) -%}
    {%- set l, r = left_person, right_person -%}
    (
        -- Asked only of who has a second name, for that is told at once.
        ({{ r }}.first_name_key like '% %' and {{ l }}.given_name_meanings
            like '%|' || nullif(split_part({{ r }}.first_name_key, ' ', 2), '') || '|%')
        or ({{ l }}.first_name_key like '% %' and {{ r }}.given_name_meanings
            like '%|' || nullif(split_part({{ l }}.first_name_key, ' ', 2), '') || '|%')
    )
{%- endmacro %}
