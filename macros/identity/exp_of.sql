{#- e to the power of a weight, as if at most 300, so that sums are finite. -#}
{% macro exp_of(weight) -%}
    exp(greatest(least(cast({{ weight }} as double), 300), -300))
{%- endmacro %}
