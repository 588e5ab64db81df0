{#- The text at a path that a column holds, such as customer.id, inside a JSON text. -#}
{% macro json_str_at(column, path_column) -%}
    {{ return(adapter.dispatch('json_str_at', 'stammkunde')(column, path_column)) }}
{%- endmacro %}

{% macro default__json_str_at(column, path_column) -%}
    json_extract_string({{ column }}, '$.' || {{ path_column }})
{%- endmacro %}

{% macro spark__json_str_at(column, path_column) -%}
    get_json_object({{ column }}, '$.' || {{ path_column }})
{%- endmacro %}
