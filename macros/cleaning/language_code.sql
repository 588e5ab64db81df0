{#- ISO 639-1 out of de, de-DE or de_AT, in lower case; null for anything else. -#}
{% macro language_code(column) -%}
    {{ regexp_group('lower(trim(' ~ column ~ '))', '^([a-z]{2})([_-].*)?$', 1) }}
{%- endmacro %}
