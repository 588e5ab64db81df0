{#- Postal code and street with house number as one key; null for boxes and halves. -#}
{% macro address_key(line, is_box, postal_code) -%}
    case
        when {{ is_box }} then null
        when {{ regexp_matches(line, '[a-z].*[0-9]') }} and trim({{ postal_code }}) <> ''
            then trim({{ postal_code }}) || ' ' || {{ line }}
    end
{%- endmacro %}
