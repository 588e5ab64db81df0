{#- One row per element of the JSON array at a path that a column holds: its position,
    counted from 0; none where there is no array. -#}
{% macro json_positions(column, path_column) -%}
    {{ return(adapter.dispatch('json_positions', 'stammkunde')(column, path_column)) }}
{%- endmacro %}

{% macro default__json_positions(column, path_column) -%}
    unnest(range(cast(
        coalesce(json_array_length({{ column }}, '$.' || {{ path_column }}), 0) as bigint
    )))
{%- endmacro %}

{% macro spark__json_positions(column, path_column) -%}
    {#- A sequence down from 0 to -1 is what Spark makes of an empty list. -#}
    explode(filter(
        sequence(0, coalesce(json_array_length(
            get_json_object({{ column }}, '$.' || {{ path_column }})
        ), 0) - 1),
        position -> position >= 0
        and get_json_object({{ column }}, '$.' || {{ path_column }}) <> '[]'
    ))
{%- endmacro %}
