{#- A German number such as -1.234,56 as decimal(18, 4); null if it is not one. -#}
{% macro to_decimal_german(column) -%}
    case
        when {{ regexp_matches(
            column, '^[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?$'
        ) }}
            then try_cast(
                replace(replace({{ column }}, '.', ''), ',', '.') as decimal(18, 4)
            )
    end
{%- endmacro %}
