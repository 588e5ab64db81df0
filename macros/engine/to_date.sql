{#- A date written 2025-12-31 (a time may follow); null when it is none. -#}
{% macro to_date(column) -%}
    try_cast(left(trim({{ column }}), 10) as date)
{%- endmacro %}
