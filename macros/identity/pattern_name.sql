{#- The seven levels of a pair as one text. -#}
{% macro pattern_name() -%}
    first_name || ' ' || last_name || ' ' || birth_date || ' ' || place
    || ' ' || phone || ' ' || email || ' ' || loyalty_card
{%- endmacro %}
