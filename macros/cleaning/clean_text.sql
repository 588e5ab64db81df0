{#- The text without blanks around it; null instead of an empty text. -#}
{% macro clean_text(column) -%}
    nullif(trim({{ column }}), '')
{%- endmacro %}
