{#- An amount per unit, rounded down to four places; null for no units. -#}
{% macro unit_price(amount, quantity) -%}
    cast(
        floor({{ amount }} * 10000 / nullif({{ quantity }}, 0)) / 10000
        as decimal(18, 4)
    )
{%- endmacro %}
