{#- The id of a person whose oldest record this is. -#}
{% macro new_customer_id(record_key) -%}
    'c' || left(md5({{ record_key }}), 16)
{%- endmacro %}
