{#- The SQL of the notes that some kept tables, named schema.name, have as comments. -#}
{% macro kept_comments(database, names) -%}
    {{ return(
        "select schema_name || '.' || table_name, comment from duckdb_tables()"
        ~ " where database_name = '" ~ database
        ~ "' and starts_with(comment, '{\"kept\"')"
        ~ " and schema_name || '.' || table_name in ('" ~ names | join("', '") ~ "')"
    ) }}
{%- endmacro %}
