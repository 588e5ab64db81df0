{#- same, similar (a typing error, one of two names), ending (Martin and Martina, or
    two names of many), unknown (missing), initial, different, contradict (half of the
    letters differ). Most names are one word, spelled as they sound: not asked thrice. -#}
{% macro compare_first_names(left_person, right_person) -%}
    {%- set l = left_person ~ '.given_name_key' -%}
    {%- set r = right_person ~ '.given_name_key' -%}
    {%- set l_all = left_person ~ '.first_name_key' -%}
    {%- set r_all = right_person ~ '.first_name_key' -%}
    {%- set l_plain = left_person ~ '.first_name_letters' -%}
    {%- set r_plain = right_person ~ '.first_name_letters' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ same_given_name(left_person, right_person) }} then 'same'
        when least(length({{ l }}), length({{ r }})) = 1
            and left({{ l }}, 1) = left({{ r }}, 1) then 'initial'
        when {{ names_share_word(l_all, r_all) }}
            or {{ second_name_meant(left_person, right_person) }} then 'similar'
        when left({{ l_plain }}, 1) = left({{ r_plain }}, 1) and {{ names_by_ending(
            "split_part(" ~ l_plain ~ ", ' ', 1)", "split_part(" ~ r_plain ~ ", ' ', 1)"
        ) }} then 'ending'
        when {{ names_similar(l, r) }}
            or (({{ l }} <> {{ l_all }} or {{ r }} <> {{ r_all }})
                and {{ names_similar(l_all, r_all) }})
            or (({{ l }} <> {{ l_plain }} or {{ r }} <> {{ r_plain }})
                and {{ names_similar(l_plain, r_plain) }})
            then case when {{ left_person }}.is_first_name_of_many
                and {{ right_person }}.is_first_name_of_many
                then 'ending' else 'similar' end
        when {{ half_differs(l, r) }}
            and (({{ l }} = {{ l_plain }} and {{ r }} = {{ r_plain }})
                or {{ half_differs(l_plain, r_plain) }}) then 'contradict'
        else 'different'
    end
{%- endmacro %}
