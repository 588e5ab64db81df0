{#- The text at a path such as 'customer.id' or '[0].src' inside a JSON text; null if
    there is none. -#}
{% macro json_str(column, path) -%}
    {{ return(adapter.dispatch('json_str', 'stammkunde')(column, path)) }}
{%- endmacro %}

{% macro default__json_str(column, path) -%}
    json_extract_string({{ column }}, '${{ '' if path.startswith('[') else '.' }}{{ path }}')
{%- endmacro %}

{% macro spark__json_str(column, path) -%}
    get_json_object({{ column }}, '${{ '' if path.startswith('[') else '.' }}{{ path }}')
{%- endmacro %}
