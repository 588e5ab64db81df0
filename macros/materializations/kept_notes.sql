{#- What is known of some tables, by schema.name: of kept ones what they have noted of
    themselves: life (changes when one is written anew), version (grows with every change),
    rows, the digest of what it was made by, and seen (life and version of each input as it
    last saw it); of others (`held`), which note nothing, all they hold as a life. Under
    `engine` stands its version, under `rows` how many are in `counted`, if it is there, and,
    where that is wanted, under `shape` how these look. -#}
{% macro kept_notes(noted, held=[], counted=none, shaped=false) -%}
    {%- set memory, notes, asked = kept_remembered(noted[0].database), {}, [] -%}
    {%- set lives, rows = memory.lives, memory.rows -%}
    {%- for relation in noted if memory.notes.get(kept_name(relation)) -%}
        {%- set name = kept_name(relation) -%}
        {%- do notes.update({name: memory.notes[name]}) -%}
    {%- endfor -%}
    {%- for relation in held if kept_name(relation) not in lives -%}
        {%- do asked.append(
            "select '" ~ kept_name(relation) ~ "' as name, ("
            ~ kept_contents(relation) ~ ') as told'
        ) -%}
    {%- endfor -%}
    {%- set is_counted = counted and kept_name(counted) in rows -%}
    {%- set is_there = is_counted or counted and load_cached_relation(counted) -%}
    {%- if is_counted -%}
        {%- do notes.update({'rows': {'life': rows[kept_name(counted)]}}) -%}
    {%- elif is_there -%}
        {%- do asked.append(
            "select 'rows' as name, cast(count(*) as varchar) as told from " ~ counted
        ) -%}
    {%- endif -%}
    {%- if is_there and shaped -%}
        {%- do asked.append(
            "select 'shape' as name, " ~ kept_shape('select * from ' ~ counted) ~ ' as told'
        ) -%}
    {%- endif -%}
    {%- for row in (run_query(asked | join(' union all ')).rows if asked else []) -%}
        {%- do notes.update({row[0]: {'life': row[1]}}) if row[0] in ('rows', 'shape')
            else lives.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {%- for name, life in lives.items() -%}
        {%- do notes.update({name: {'life': life, 'version': 0}}) -%}
    {%- endfor -%}
    {{ return(notes) }}
{%- endmacro %}
