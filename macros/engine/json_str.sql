{#- The text at a path such as 'customer.id' or '[0].src' inside a JSON text; null if
    there is none. -#}
{% macro json_str(column, path) -%}
    {%- set place = '$' ~ ('' if path.startswith('[') else '.') ~ path -%}
    {{ return(adapter.dispatch('json_str', 'stammkunde')(column, place)) }}
{%- endmacro %}

{% macro default__json_str(column, place) -%}
    json_extract_string({{ column }}, '{{ place }}')
{%- endmacro %}

{% macro spark__json_str(column, place) -%}
    get_json_object({{ column }}, '{{ place }}')
{%- endmacro %}
