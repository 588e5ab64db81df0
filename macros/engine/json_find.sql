{#- Out of a JSON array of objects, the text under `wanted` in the first one whose
    `name` is the given value; null if there is none. -#}
{% macro json_find(column, name, value, wanted='value') -%}
    {{ return(adapter.dispatch('json_find', 'stammkunde')(
        column, name, value, wanted
    )) }}
{%- endmacro %}

{% macro default__json_find(column, name, value, wanted) -%}
    json_extract_string(
        list_filter(
            from_json({{ column }}, '["json"]'),
            lambda element: json_extract_string(element, '$.{{ name }}') = '{{ value }}'
        )[1], '$.{{ wanted }}'
    )
{%- endmacro %}

{% macro spark__json_find(column, name, value, wanted) -%}
    get_json_object(
        get(filter(
            from_json({{ column }}, 'array<string>'),
            element -> get_json_object(element, '$.{{ name }}') = '{{ value }}'
        ), 0), '$.{{ wanted }}'
    )
{%- endmacro %}
