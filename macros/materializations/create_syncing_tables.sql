{#- Creates the sync engine's tables, empty, from the columns of src_syncing.yml, so
    that staging has something to read before the first sync. For on-run-start. -#}
{% macro create_syncing_tables() -%}
    {%- if execute -%}
        {%- for source in graph.sources.values() if source.source_name == 'syncing' -%}
            {%- set relation = api.Relation.create(
                database=source.database, schema=source.schema, identifier=source.name
            ) -%}
            {%- set columns = [] -%}
            {%- for column in source.columns.values() -%}
                {%- do columns.append(column.name ~ ' ' ~ column.data_type) -%}
            {%- endfor -%}
            {%- do adapter.create_schema(relation) -%}
            {%- do run_query(
                'create table if not exists ' ~ relation
                ~ ' (' ~ columns | join(', ') ~ ')'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
