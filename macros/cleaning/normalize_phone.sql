{#- E.164 of a number as written; null for a placeholder or an impossible length.
    `country` (SQL, ISO 3166) reads national numbers of DE, AT, CH, LI; null is DE. -#}
{% macro normalize_phone(column, country="'DE'") -%}
    {%- set home = "coalesce(" ~ country ~ ", 'DE')" -%}
    {%- set code = "case " ~ home ~ " when 'DE' then '+49' when 'AT' then '+43'"
        ~ " when 'CH' then '+41' when 'LI' then '+423' else '' end" -%}
    {#- The (0) of +49 (0)171 is dropped, the one of (0)171 is the trunk zero. -#}
    {%- set marked = "replace(" ~ regexp_replace_all(column, '[^0-9+()]', '')
        ~ ", '(0)', 't')" -%}
    {%- set dialled = "replace(" ~ regexp_replace_all(
        regexp_replace_all(marked, '[()]', ''), '^t', '0') ~ ", 't', '')" -%}
    {%- set prefixed = regexp_replace_all(
        regexp_replace_all(dialled, '^00', '+'), '^0', 'n') -%}
    {%- set completed = complete_phone_prefix(prefixed, home) -%}
    {%- set number = regexp_replace_all(regexp_replace_all(regexp_replace_all(
        "replace(" ~ completed ~ ", 'n', " ~ code ~ ")",
        '^[+]490+', '+49'), '^[+]430+', '+43'), '^[+]410+', '+41') -%}
    case
        when {{ regexp_matches(number, phone_possible_pattern()) }}
            and not {{ regexp_matches(number, phone_placeholder_pattern()) }}
            then {{ number }}
    end
{%- endmacro %}
