{#- Salutation and titles in front of a name (Frau Prof. Dr.); null if none. -#}
{% macro title_of(column) -%}
    nullif(trim({{ regexp_group('trim(' ~ column ~ ')', title_pattern(), 1) }}), '')
{%- endmacro %}
