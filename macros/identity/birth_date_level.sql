{#- same, slip (one digit, or day and month swapped), close (two of year, month and day,
    or all but two digits), different, unknown. -#}
{% macro birth_date_level(left_person, right_person) -%}
    {%- set l = left_person ~ '.birth_text' -%}
    {%- set r = right_person ~ '.birth_text' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ l }} = {{ r }} then 'same'
        when levenshtein({{ l }}, {{ r }}) <= 1
            or left({{ l }}, 5) || substring({{ l }}, 9, 2) || '-'
            || substring({{ l }}, 6, 2) = {{ r }} then 'slip'
        when levenshtein({{ l }}, {{ r }}) <= 2
            or left({{ l }}, 7) = left({{ r }}, 7)
            or substring({{ l }}, 6) = substring({{ r }}, 6)
            or left({{ l }}, 5) || substring({{ l }}, 9)
            = left({{ r }}, 5) || substring({{ r }}, 9) then 'close'
        else 'different'
    end
{%- endmacro %}
