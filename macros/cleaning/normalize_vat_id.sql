{#- VAT id in capitals without blanks, dots and dashes; null when it cannot be one. -#}
{% macro normalize_vat_id(column) -%}
    {%- set written = regexp_replace_all(
        'upper(' ~ column ~ ')', '^ *(UST|VAT)[ .-]*(ID)?[ .-]*(NR|NO)?[ .:]*', ''
    ) -%}
    {%- set bare = regexp_replace_all(written, '[^A-Z0-9]', '') -%}
    case
        when {{ regexp_matches(bare, '^[A-Z]{2}[A-Z0-9]{2,14}$') }}
            and {{ regexp_matches(bare, '[0-9]{2}') }}
            then {{ bare }}
    end
{%- endmacro %}
