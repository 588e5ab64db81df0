{#- The matching key of a loyalty card: letters and digits only, in lower case. -#}
{% macro card_key(column) -%}
    nullif({{ regexp_replace_all('lower(' ~ column ~ ')', '[^a-z0-9]', '') }}, '')
{%- endmacro %}
