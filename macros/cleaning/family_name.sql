{#- Family name out of a full name without titles: before the comma of `Lovelace, Ada`,
    otherwise the last word with its particles (von der Heide); null for one word. -#}
{% macro family_name(column) -%}
    case
        when {{ column }} like '%,%'
            then nullif(trim(split_part({{ column }}, ',', 1)), '')
        else {{ regexp_group(
            column,
            '(?i)^.*? ((?:(?:von und zu|von|vom|van|de|der|den|zu|zum|zur|ten|ter|di|da|del|la) )*'
            ~ '[^ ]+)$', 1
        ) }}
    end
{%- endmacro %}
