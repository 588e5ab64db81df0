{#- The street of `Hauptstr. 12a`; the whole text when it ends on no house number. -#}
{% macro street_name(column) -%}
    coalesce(
        {{ regexp_group('trim(' ~ column ~ ')', house_number_pattern(), 1) }},
        nullif(trim({{ column }}), '')
    )
{%- endmacro %}
