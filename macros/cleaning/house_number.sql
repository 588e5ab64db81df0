{#- The house number of `Hauptstr. 12a`, without blanks; null when there is none. -#}
{% macro house_number(column) -%}
    replace(
        {{ regexp_group('trim(' ~ column ~ ')', house_number_pattern(), 2) }}, ' ', ''
    )
{%- endmacro %}
