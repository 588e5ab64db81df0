{#- A whole number as bigint; null when the text is not one. -#}
{% macro to_integer(column) -%}
    case
        when {{ regexp_matches(column, '^[+-]?[0-9]+$') }}
            then try_cast({{ column }} as bigint)
    end
{%- endmacro %}
