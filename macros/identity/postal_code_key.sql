{#- A postal code without blanks and country (D-50667), in capitals; a German one gets
    the zero back that a spreadsheet took (1067). -#}
{% macro postal_code_key(postal_code, country) -%}
    {%- set bare = regexp_replace_all(
        "upper(trim(" ~ postal_code ~ "))", '^[A-Z]{1,3}[ -]+|[ ]', '') -%}
    case
        when {{ regexp_matches(postal_code, '^[0-9]{5}$') }} then {{ postal_code }}
        when {{ country }} = 'DE' and {{ regexp_matches(bare, '^[0-9]{4}$') }}
            then '0' || {{ bare }}
        else nullif({{ bare }}, '')
    end
{%- endmacro %}
