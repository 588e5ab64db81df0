{#- A plain number such as -1234.5 as decimal(18, 4); null when it is not one. -#}
{% macro to_decimal(column) -%}
    case
        when {{ regexp_matches(column, '^[+-]?[0-9]+([.][0-9]+)?$') }}
            then try_cast({{ column }} as decimal(18, 4))
    end
{%- endmacro %}
