{#- The year of birth that people put behind their name in a mailbox, its last two
    digits: 89 of vanessa1989@, whose own part is 1989. -#}
{% macro mailbox_year(own_part) -%}
    case
        when {{ regexp_matches(own_part, '^((19[3-9]|200)[0-9]|[0-9][0-9])$') }}
            then right({{ own_part }}, 2)
    end
{%- endmacro %}
