{#- same, slip (so many characters wrong), different, unknown. -#}
{% macro value_level(one, other, slips) -%}
    case
        when {{ one }} is null or {{ other }} is null then 'unknown'
        when {{ one }} = {{ other }} then 'same'
        when levenshtein({{ one }}, {{ other }}) <= {{ slips }} then 'slip'
        else 'different'
    end
{%- endmacro %}
