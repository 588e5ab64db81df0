{#- The texts at a path in every element of a JSON array, in its order, as one text. -#}
{% macro json_join(column, path, separator='|') -%}
    {{ return(adapter.dispatch('json_join', 'stammkunde')(column, path, separator)) }}
{%- endmacro %}

{% macro default__json_join(column, path, separator) -%}
    nullif(array_to_string(
        list_transform(
            from_json({{ column }}, '["json"]'),
            lambda element: json_extract_string(element, '$.{{ path }}')
        ), '{{ separator }}'
    ), '')
{%- endmacro %}

{% macro spark__json_join(column, path, separator) -%}
    nullif(array_join(
        transform(
            from_json({{ column }}, 'array<string>'),
            element -> get_json_object(element, '$.{{ path }}')
        ), '{{ separator }}'
    ), '')
{%- endmacro %}
