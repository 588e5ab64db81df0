{#- E.164 of a number as written; null for a placeholder or an impossible length.
    `country` (SQL, ISO 3166) is where the number is dialled as written; null is DE. -#}
{% macro normalize_phone(column, country="'DE'") -%}
    {%- set home = "coalesce(" ~ country ~ ", 'DE')" -%}
    {#- The (0) of +49 (0)171 is dropped, the one of (0)171 is the trunk zero. -#}
    {%- set marked = "replace(" ~ regexp_replace_all(column, '[^0-9+()]', '')
        ~ ", '(0)', 't')" -%}
    {%- set dialled = regexp_replace_all("replace(" ~ regexp_replace_all(
        regexp_replace_all(marked, '[()]', ''), '^t', '0') ~ ", 't', '')", '^[+]*00|^[+]+', '+') -%}
    {%- set at_home -%}
        case
            when {{ home }} in ('DE', 'AT', 'CH')
                then {{ regexp_replace_all(dialled, '^0', 'n') }}
            else {{ mark_home_number(home ~ " || ' ' || " ~ dialled) }}
        end
    {%- endset -%}
    {%- set number = without_trunk_zero(
        "replace(" ~ complete_phone_prefix(at_home, home) ~ ", 'n', coalesce("
        ~ calling_code(home) ~ ", ''))") -%}
    case
        when {{ regexp_matches(number, phone_possible_pattern()) }}
            and not {{ regexp_matches(number, phone_placeholder_pattern()) }}
            then {{ number }}
    end
{%- endmacro %}
