{#- True when two name keys differ by no more than a typing error or an initial. -#}
{% macro names_similar(left_key, right_key) -%}
    (
        {{ left_key }} = {{ right_key }}
        or levenshtein({{ left_key }}, {{ right_key }}) <= case
            when least(length({{ left_key }}), length({{ right_key }})) >= 6 then 2
            when least(length({{ left_key }}), length({{ right_key }})) >= 4 then 1
            else 0
        end
        or (
            least(length({{ left_key }}), length({{ right_key }})) = 1
            and left({{ left_key }}, 1) = left({{ right_key }}, 1)
        )
    )
{%- endmacro %}
