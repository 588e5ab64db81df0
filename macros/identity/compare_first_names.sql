{#- same, similar (a typing error, a word in common), ending (Martin and Martina), unknown
    (missing or an initial), different, contradict (half of the letters differ). -#}
{% macro compare_first_names(left_person, right_person) -%}
    {%- set l, r = left_person ~ '.given_name_key', right_person ~ '.given_name_key' -%}
    {%- set l_all, r_all = left_person ~ '.first_name_key', right_person ~ '.first_name_key' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ l }} = {{ r }} or replace({{ l_all }}, ' ', '') = replace({{ r_all }}, ' ', '')
            then 'same'
        when least(length({{ l }}), length({{ r }})) = 1 and left({{ l }}, 1) = left({{ r }}, 1)
            then 'unknown'
        when {{ names_share_word(l_all, r_all) }} then 'similar'
        when (left({{ l }}, length({{ r }})) = {{ r }} or left({{ r }}, length({{ l }})) = {{ l }})
            and abs(length({{ l }}) - length({{ r }})) <= 3 then 'ending'
        when {{ names_similar(l, r) }} or {{ names_similar(l_all, r_all) }} then 'similar'
        when levenshtein({{ l }}, {{ r }}) * 2 >= greatest(length({{ l }}), length({{ r }}))
            then 'contradict'
        else 'different'
    end
{%- endmacro %}
