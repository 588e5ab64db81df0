{#- Every raw table that exports fill, as (tool, table) in order of name. dbt knows them
    when it runs, not while it parses, so only assertions, which need no lineage, ask. -#}
{% macro raw_tables() -%}
    {%- set found = [] -%}
    {%- for table in (graph.sources or {}).values()
        if table.schema == 'raw_' ~ table.source_name and table.source_name != 'syncing'
    -%}
        {%- do found.append((table.source_name, table.name)) -%}
    {%- endfor -%}
    {{ return(found | sort) }}
{%- endmacro %}
