{#- A postal code without blanks and country (D-50667, D50667), in capitals; null where
    no digit says anything. A German one gets the zero back that a spreadsheet took. -#}
{% macro postal_code_key(postal_code, country) -%}
    {%- set bare = regexp_replace_all(regexp_replace_all(
        "upper(" ~ postal_code ~ ")", '[.]0$|[ \u00a0\\x27]', ''
    ), '^[A-Z]{1,2}-|^[A-Z]{1,3}([0-9]{4,5})$', '\\1') -%}
    case
        when {{ regexp_matches(postal_code, '^[0-9]{5}$') }}
            and {{ postal_code }} <> '00000' then {{ postal_code }}
        when {{ country }} = 'DE' and {{ regexp_matches(bare, '^[0-9]{4}$') }}
            then '0' || {{ bare }}
        when {{ regexp_matches(bare, '[1-9]') }} then {{ bare }}
    end
{%- endmacro %}
