{#- Calendar months from one date to another: 31 January to 1 February is 1. -#}
{% macro months_between(earlier, later) -%}
    cast(
        (year({{ later }}) - year({{ earlier }})) * 12
        + month({{ later }}) - month({{ earlier }}) as integer
    )
{%- endmacro %}
