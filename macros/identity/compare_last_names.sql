{#- same, similar (a typing error, one of two double names), unknown, different. -#}
{% macro compare_last_names(left_person, right_person) -%}
    {%- set l, r = left_person ~ '.last_name_key', right_person ~ '.last_name_key' -%}
    {%- set l_plain = left_person ~ '.last_name_letters' -%}
    {%- set r_plain = right_person ~ '.last_name_letters' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ l }} = {{ r }}
            or replace({{ l }}, ' ', '') = replace({{ r }}, ' ', '') then 'same'
        when {{ names_share_word(l, r) }} or {{ names_similar(l, r) }}
            or (({{ l }} <> {{ l_plain }} or {{ r }} <> {{ r_plain }})
                and {{ names_similar(l_plain, r_plain) }}) then 'similar'
        else 'different'
    end
{%- endmacro %}
