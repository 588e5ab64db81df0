{#- Postal code, street and house number as one key; null for boxes and halves. -#}
{% macro address_key(street, house_number, postal_code) -%}
    {%- set line = plain_letters(
        "trim(" ~ street ~ ") || ' ' || coalesce(trim(" ~ house_number ~ "), '')"
    ) -%}
    {%- set spelled -%}
        replace(replace(replace({{ line }}, 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
    {%- endset -%}
    case
        when {{ regexp_matches(
            line, '(packstation|postfach|postfiliale|paketshop|locker)'
        ) }}
            then null
        when {{ regexp_matches(line, '[a-z].*[0-9]') }} and trim({{ postal_code }}) <> ''
            then trim({{ postal_code }}) || ' ' || replace({{ regexp_replace_all(
                regexp_replace_all(spelled, '(strasse|strase|str)\\b', 'str'),
                '\\bst\\b', 'sankt'
            ) }}, ' ', '')
    end
{%- endmacro %}
