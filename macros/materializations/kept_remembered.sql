{#- What a run knows of kept tables and histories without asking again: `notes`, what
    they have noted of themselves, by schema.name; `rows`, how many those have that it is
    to build; `lives`, all that a seed holds, and the engine's version as `engine`. To ask
    costs more than most of what a day changes, so it is done once, and who writes a note
    says so here. No other process can write while a run does. -#}
{% macro kept_remembered(database) -%}
    {%- set runs = graph.setdefault('kept_notes', {}) -%}
    {%- if invocation_id not in runs -%}
        {%- do runs.clear() -%}
    {%- endif -%}
    {%- set memory = runs.setdefault(
        invocation_id, {'notes': {}, 'rows': {}, 'lives': {}, 'is_whole': false}
    ) -%}
    {%- if not memory.is_whole -%}
        {%- set nodes, notes = {}, {} -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model'
            and node.config.materialized in ('kept', 'history') and node.database == database -%}
            {%- do nodes.update({node.schema ~ '.' ~ node.alias: node.unique_id}) -%}
        {%- endfor -%}
        {%- for row in run_query(kept_comments(database, nodes.keys())).rows -%}
            {%- do notes.update({row[0]: fromjson(row[1])['kept']}) -%}
        {%- endfor -%}
        {%- set asked = [
            "select 'engine' as name, version() as told",
            "select 'threads', cast(current_setting('threads') as varchar)"
        ] -%}
        {%- for name in notes if nodes[name] in selected_resources -%}
            {%- set schema, identifier = name.split('.') -%}
            {%- do asked.append(
                "select '" ~ name ~ "', cast(count(*) as varchar) from "
                ~ api.Relation.create(database, schema, identifier)
            ) -%}
        {%- endfor -%}
        {%- for row in run_query(asked | join(' union all ')).rows -%}
            {%- set known = memory if row[0] == 'threads'
                else memory.lives if row[0] == 'engine' else memory.rows -%}
            {%- do known.setdefault(row[0], row[1]) -%}
        {%- endfor -%}
        {#- Another thread may have written a note since: it knows better. -#}
        {%- for name in nodes -%}
            {%- do memory.notes.setdefault(name, notes.get(name)) -%}
        {%- endfor -%}
        {%- do memory.update({'is_whole': true}) -%}
    {%- endif -%}
    {{ return(memory) }}
{%- endmacro %}
