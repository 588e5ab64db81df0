{#- What a table has noted of itself, empty if nothing: its life (changes when it is
    written anew), its version (grows with every change), its rows, the digest of what it
    was made by, and the life and version of each input as it last saw it. -#}
{% macro kept_note(relation) -%}
    {%- set found = run_query(
        "select comment from duckdb_tables() where database_name = '" ~ relation.database
        ~ "' and schema_name = '" ~ relation.schema ~ "' and table_name = '"
        ~ relation.identifier ~ "' and starts_with(comment, '{\"kept\"')"
    ).rows -%}
    {{ return(fromjson(found[0][0])['kept'] if found | length > 0 else {}) }}
{%- endmacro %}
