{#- Log odds as a probability with six digits: sums of it depend on no order. -#}
{% macro probability_of(log_odds) -%}
    cast(1 / (1 + exp(-cast({{ log_odds }} as double))) as decimal(18, 6))
{%- endmacro %}
