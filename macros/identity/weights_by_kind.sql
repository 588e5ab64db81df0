{#- The sum of the weights for each kind of pair, a column each. -#}
{% macro weights_by_kind(weights) -%}
    {%- for kind in pair_kinds() %}
        sum(case when {{ weights }}.kind = '{{ kind }}' then {{ weights }}.weight else 0 end)
            as {{ kind }}_weight{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
