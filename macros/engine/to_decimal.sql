{#- A number such as -1234.5 as decimal(18, 4), or -1,234.5 where the given sign parts
    thousands; null when it is not one. -#}
{% macro to_decimal(column, thousands='') -%}
    {%- set whole = '([0-9]+|[0-9]{1,3}([' ~ thousands ~ '][0-9]{3})+)'
        if thousands else '[0-9]+' -%}
    {%- set plain = "replace(" ~ column ~ ", '" ~ thousands ~ "', '')"
        if thousands else column -%}
    case
        when {{ regexp_matches(column, '^[+-]?' ~ whole ~ '([.][0-9]+)?$') }}
            then try_cast({{ plain }} as decimal(18, 4))
    end
{%- endmacro %}
