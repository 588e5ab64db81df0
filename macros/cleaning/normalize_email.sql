{#- Lower-cased address without any blanks, and without what stands around it where it
    was copied (mailto:, <>, quotes, a full stop); null when the value cannot be one. -#}
{% macro normalize_email(column) -%}
    {#- With such as break no line and such as have no width. -#}
    {%- set blank = '\\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff' -%}
    {%- set before = '^(?:[' ~ blank ~ '"<\\x27]|mailto:)+' -%}
    {%- set behind = '[' ~ blank ~ '>".,;\\x27]+$' -%}
    {%- set address = regexp_replace_all(
        'lower(' ~ column ~ ')', before ~ '|' ~ behind ~ '|[' ~ blank ~ ']', ''
    ) -%}
    {%- set label = '[\\p{L}0-9]' -%}
    {%- set pattern = '^[^@,;:<>()"]+@' ~ label ~ '([\\p{L}0-9.-]*' ~ label
        ~ ')?[.]\\p{L}[\\p{L}0-9-]+$' -%}
    case
        when {{ regexp_matches(address, pattern) }}
            and {{ address }} not like '%..%'
            then {{ address }}
    end
{%- endmacro %}
