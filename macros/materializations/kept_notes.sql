{#- What is known of some tables, by schema.name: of kept ones what they have noted of
    themselves: life (changes when one is written anew), version (grows with every change),
    rows, the digest of what it was made by, and seen (life and version of each input as it
    last saw it); of others (`held`), which note nothing, all they hold as a life. Under
    `engine` stands its version, under `rows` how many are in `counted`, if it is there, and,
    where that is wanted, under `shape` how these look. -#}
{% macro kept_notes(noted, held=[], counted=none, shaped=false) -%}
    {%- set asked = ["select 'engine' as name, version() as told"] -%}
    {%- if noted -%}
        {%- set names = [] -%}
        {%- for relation in noted -%}
            {%- do names.append("'" ~ kept_name(relation) ~ "'") -%}
        {%- endfor -%}
        {%- do asked.append(
            "select schema_name || '.' || table_name, comment from duckdb_tables()"
            ~ " where database_name = '" ~ noted[0].database
            ~ "' and starts_with(comment, '{\"kept\"')"
            ~ " and schema_name || '.' || table_name in (" ~ names | join(', ') ~ ')'
        ) -%}
    {%- endif -%}
    {%- for relation in held -%}
        {%- do asked.append(
            "select '" ~ kept_name(relation) ~ "', (" ~ kept_contents(relation) ~ ')'
        ) -%}
    {%- endfor -%}
    {%- if counted is not none -%}
        {%- do asked.append(
            "select 'rows', cast(count(*) as varchar) from " ~ counted
        ) -%}
    {%- endif -%}
    {%- if counted is not none and shaped -%}
        {%- do asked.append(
            "select 'shape', " ~ kept_shape('select * from ' ~ counted)
        ) -%}
    {%- endif -%}
    {%- set notes = {} -%}
    {%- for row in run_query(asked | join(' union all ')).rows -%}
        {%- do notes.update({row[0]: fromjson(row[1])['kept']
            if row[1].startswith('{"kept"') else {'life': row[1], 'version': 0}}) -%}
    {%- endfor -%}
    {{ return(notes) }}
{%- endmacro %}
