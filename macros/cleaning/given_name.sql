{#- Given names out of a full name without titles: after the comma of `Lovelace, Ada`,
    otherwise what stands before the family name; a single word is a given name. -#}
{% macro given_name(column) -%}
    case
        when {{ column }} like '%,%'
            then {{ without_titles("split_part(" ~ column ~ ", ',', 2)") }}
        when {{ column }} not like '% %' then nullif({{ column }}, '')
        else nullif(
            trim(
                left(
                    {{ column }},
                    length({{ column }}) - length({{ family_name(column) }})
                )
            ), ''
        )
    end
{%- endmacro %}
