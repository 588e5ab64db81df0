{#- What the kept tables have noted of themselves, by schema.name: life (changes when
    one is written anew), version (grows with every change), rows, the digest of what it was
    made by, and seen (life and version of each input as it last saw it). -#}
{% macro kept_notes(database) -%}
    {%- set notes = {} -%}
    {%- for row in run_query(
        "select schema_name || '.' || table_name, comment from duckdb_tables()"
        ~ " where database_name = '" ~ database ~ "' and starts_with(comment, '{\"kept\"')"
    ).rows -%}
        {%- do notes.update({row[0]: fromjson(row[1])['kept']}) -%}
    {%- endfor -%}
    {{ return(notes) }}
{%- endmacro %}
