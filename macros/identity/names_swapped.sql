{#- True when one's first name is the other's last name and the reverse. -#}
{% macro names_swapped(left_person, right_person) -%}
    {%- set l, r = left_person, right_person -%}
    case when
        length({{ l }}.first_name_letters) > 1
        and length({{ r }}.first_name_letters) > 1
        and {{ one_name(l ~ '.first_name_letters', l ~ '.first_name_key',
                        r ~ '.last_name_letters', r ~ '.last_name_key') }}
        and {{ one_name(l ~ '.last_name_letters', l ~ '.last_name_key',
                        r ~ '.first_name_letters', r ~ '.first_name_key') }}
    then true else false end
{%- endmacro %}
