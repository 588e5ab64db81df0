{#- Forgets what kept tables have told of their changes once everything that reads them
    has heard it: no number of an erased person's outlives the run that erases. Who missed
    a run still finds what it missed. -#}
{% macro forget_told() -%}
    {%- if execute -%}
        {{ return(adapter.dispatch('forget_told')()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__forget_told() -%}
{%- endmacro %}

{% macro duckdb__forget_told() -%}
    {%- set tables, heard, told, forgotten = {}, {}, [], [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model'
        and (node.config.meta.get('kept_by') or node.config.meta.get('tells')) -%}
        {%- do tables.update({node.name: api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias
        )}) -%}
    {%- endfor -%}
    {%- set notes = kept_notes(tables.values() | list) if tables else {} -%}
    {%- for name, relation in tables.items() if notes.get(kept_name(relation)) -%}
        {%- do heard.update({name: notes[kept_name(relation)].version}) -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values() if node.name in heard -%}
        {%- set seen = notes[kept_name(tables[node.name])].get('seen', {}) -%}
        {%- for name in node.config.meta.get('reads', {}) if name in heard -%}
            {%- set life = notes[kept_name(tables[name])].life -%}
            {%- set last = seen.get(name, ['', 0]) -%}
            {%- if last[0] == life -%}
                {%- do heard.update({name: [heard[name], last[1]] | min}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for row in run_query(
        "select schema_name || '.' || table_name from duckdb_tables()"
        ~ " where database_name = current_database()"
        ~ " and ends_with(table_name, '__changes') and estimated_size > 0"
    ).rows -%}
        {%- do told.append(row[0]) -%}
    {%- endfor -%}
    {%- for name, version in heard.items() if version > 1
        and kept_name(kept_changes(tables[name])) in told -%}
        {%- do forgotten.append(
            'delete from ' ~ kept_changes(tables[name]) ~ ' where version <= ' ~ version
        ) -%}
    {%- endfor -%}
    {%- if forgotten -%}
        {%- do run_query(forgotten | join('; ')) -%}
    {%- endif -%}
{%- endmacro %}
