{#- What kept tables have noted of themselves, by schema.name, for the length of a run:
    to ask a table's comment goes through all tables of the house, so it is done once, and
    who writes a note says so here. No other process can write while a run does. -#}
{% macro kept_remembered(database) -%}
    {%- set runs = graph.setdefault('kept_notes', {}) -%}
    {%- if invocation_id not in runs -%}
        {%- do runs.clear() -%}
    {%- endif -%}
    {%- set memory = runs.setdefault(
        invocation_id, {'notes': {}, 'is_whole': false}
    ) -%}
    {%- if not memory.is_whole -%}
        {%- set tables = {} -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model'
            and node.config.materialized == 'kept' and node.database == database -%}
            {%- do tables.update({node.schema ~ '.' ~ node.alias: none}) -%}
        {%- endfor -%}
        {%- for row in run_query(kept_comments(database, tables.keys())).rows -%}
            {%- do tables.update({row[0]: fromjson(row[1])['kept']}) -%}
        {%- endfor -%}
        {#- Another thread may have written a note since: it knows better. -#}
        {%- for name, note in tables.items() -%}
            {%- do memory.notes.setdefault(name, note) -%}
        {%- endfor -%}
        {%- do memory.update({'is_whole': true}) -%}
    {%- endif -%}
    {{ return(memory.notes) }}
{%- endmacro %}
