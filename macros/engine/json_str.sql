{#- The text at a path such as 'customer.id' inside a JSON text; null if none. -#}
{% macro json_str(column, path) -%}
    {{ return(adapter.dispatch('json_str', 'stammkunde')(column, path)) }}
{%- endmacro %}

{% macro default__json_str(column, path) -%}
    json_extract_string({{ column }}, '$.{{ path }}')
{%- endmacro %}

{% macro spark__json_str(column, path) -%}
    get_json_object({{ column }}, '$.{{ path }}')
{%- endmacro %}
