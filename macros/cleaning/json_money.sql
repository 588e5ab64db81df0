{#- The amount of a JSON {amount, currency} in smallest units, as decimal(18, 4). -#}
{% macro json_money(column, path=none) -%}
    {%- set place = path ~ '.' if path else '' -%}
    {{ from_minor_units(
        json_str(column, place ~ 'amount'), json_str(column, place ~ 'currency')
    ) }}
{%- endmacro %}
