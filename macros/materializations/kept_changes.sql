{#- The table beside a kept one that tells which of its numbers changed, by version. -#}
{% macro kept_changes(relation) -%}
    {{ return(api.Relation.create(
        database=relation.database, schema=relation.schema,
        identifier=relation.identifier ~ '__changes'
    )) }}
{%- endmacro %}
