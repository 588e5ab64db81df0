{#- One row per element of a JSON array, each as JSON text; none for null. -#}
{% macro json_elements(column) -%}
    {{ return(adapter.dispatch('json_elements', 'stammkunde')(column)) }}
{%- endmacro %}

{% macro default__json_elements(column) -%}
    unnest(from_json({{ column }}, '["json"]'))
{%- endmacro %}

{% macro spark__json_elements(column) -%}
    explode(from_json({{ column }}, 'array<string>'))
{%- endmacro %}
