{#- What stands at a path that a column holds inside a JSON text: string, integer,
    number, boolean, array or object; null where nothing does. -#}
{% macro json_kind_at(column, path_column) -%}
    {{ return(adapter.dispatch('json_kind_at', 'stammkunde')(column, path_column)) }}
{%- endmacro %}

{% macro default__json_kind_at(column, path_column) -%}
    case json_type({{ column }}, '$.' || {{ path_column }})
        when 'VARCHAR' then 'string'
        when 'BIGINT' then 'integer'
        when 'UBIGINT' then 'integer'
        when 'HUGEINT' then 'integer'
        when 'DOUBLE' then 'number'
        when 'BOOLEAN' then 'boolean'
        when 'ARRAY' then 'array'
        when 'OBJECT' then 'object'
    end
{%- endmacro %}

{% macro spark__json_kind_at(column, path_column) -%}
    case split(
        schema_of_variant(
            try_variant_get(parse_json({{ column }}), '$.' || {{ path_column }}, 'variant')
        ), '[<(]'
    )[0]
        when 'STRING' then 'string'
        when 'BIGINT' then 'integer'
        when 'DECIMAL' then 'number'
        when 'DOUBLE' then 'number'
        when 'BOOLEAN' then 'boolean'
        when 'ARRAY' then 'array'
        when 'OBJECT' then 'object'
    end
{%- endmacro %}
