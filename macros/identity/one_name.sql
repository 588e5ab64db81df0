{#- True when two names are one but for a typing error, or sound alike. -#}
{% macro one_name(letters, key, other_letters, other_key) -%}
    ({{ names_similar(letters, other_letters) }} or {{ key }} = {{ other_key }})
{%- endmacro %}
