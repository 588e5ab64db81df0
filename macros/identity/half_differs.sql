{#- True when half of the letters, or more, have to change to make one the other. -#}
{% macro half_differs(one, other) -%}
    levenshtein({{ one }}, {{ other }}) * 2
    >= greatest(length({{ one }}), length({{ other }}))
{%- endmacro %}
