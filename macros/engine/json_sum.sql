{#- The sum of the amounts at a path in every element of a JSON array; null if none. -#}
{% macro json_sum(column, path) -%}
    {{ return(adapter.dispatch('json_sum', 'stammkunde')(column, path)) }}
{%- endmacro %}

{% macro default__json_sum(column, path) -%}
    cast(list_sum(
        list_transform(
            from_json({{ column }}, '["json"]'),
            lambda element: try_cast(
                json_extract_string(element, '$.{{ path }}') as decimal(18, 4)
            )
        )
    ) as decimal(18, 4))
{%- endmacro %}

{% macro spark__json_sum(column, path) -%}
    case when size(from_json({{ column }}, 'array<string>')) > 0 then aggregate(
        from_json({{ column }}, 'array<string>'),
        cast(0 as decimal(18, 4)),
        (total, element) -> cast(total + coalesce(try_cast(
            get_json_object(element, '$.{{ path }}') as decimal(18, 4)
        ), 0) as decimal(18, 4))
    ) end
{%- endmacro %}
