{#- same, close (one year, or at most two digits apart: a typing error), unknown,
    contradict. -#}
{% macro compare_birth_dates(left_person, right_person) -%}
    {%- set l = 'cast(' ~ left_person ~ '.birth_date as string)' -%}
    {%- set r = 'cast(' ~ right_person ~ '.birth_date as string)' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ l }} = {{ r }} then 'same'
        when left({{ l }}, 4) = left({{ r }}, 4) or levenshtein({{ l }}, {{ r }}) <= 2
            then 'close'
        else 'contradict'
    end
{%- endmacro %}
