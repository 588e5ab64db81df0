{#- Digits that lost their + or their trunk zero (n) in a spreadsheet get it back where
    only one reading is possible: 49171..., 43..., 41..., and German mobiles 171... -#}
{% macro complete_phone_prefix(digits, country) -%}
    case
        when {{ country }} = 'DE'
            then {{ regexp_replace_all(regexp_replace_all(
                digits, '^(4[139][1-9][0-9]{8,11})$', '+\\1'
            ), '^(1[5-7][0-9]{8,9})$', 'n\\1') }}
        else {{ regexp_replace_all(digits, '^(4[139][1-9][0-9]{8,11})$', '+\\1') }}
    end
{%- endmacro %}
