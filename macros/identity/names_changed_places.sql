{#- True when of two people, whose names are joined (names_by_number), one's first name
    is the other's last name and the reverse. -#}
{% macro names_changed_places() -%}
    (
        length(left_first.letters) > 1
        and length(right_first.letters) > 1
        and {{ one_name('left_first.letters', 'left_first.name_key',
                        'right_last.letters', 'right_last.name_key') }}
        and {{ one_name('left_last.letters', 'left_last.name_key',
                        'right_first.letters', 'right_first.name_key') }}
    )
{%- endmacro %}
