{#- Lower-cased address without any blanks; null when the value cannot be one. -#}
{% macro normalize_email(column) -%}
    {%- set address = 'lower(' ~ regexp_replace_all(column, '[\\s\u00a0]', '') ~ ')' -%}
    {%- set label = '[a-z0-9äöüß]' -%}
    {%- set pattern = '^[^@,;:<>()"]+@' ~ label ~ '([a-z0-9äöüß.-]*' ~ label
        ~ ')?[.][a-z][a-z0-9-]+$' -%}
    case
        when {{ regexp_matches(address, pattern) }}
            and {{ address }} not like '%..%'
            then {{ address }}
    end
{%- endmacro %}
