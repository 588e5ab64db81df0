{#- What is known of some tables, by schema.name: of kept ones what they have noted of
    themselves: life (changes when one is written anew), version (grows with every change),
    rows, the digest of what it was made by, and seen (life and version of each input as it
    last saw it); of others (`held`), which note nothing, all they hold as a life. Under
    `engine` stands its version, under `rows` how many are in `counted`, if it is there, and,
    where that is wanted, under `shape` how these look. -#}
{% macro kept_notes(noted, held=[], counted=none, shaped=false) -%}
    {%- set asked = ["select 'engine' as name, version() as told"] -%}
    {%- set notes, unasked = {}, [] -%}
    {%- set remembered = kept_remembered(noted[0].database) if noted else {} -%}
    {%- for relation in noted -%}
        {%- set name = kept_name(relation) -%}
        {%- if name not in remembered -%}
            {%- do unasked.append(name) -%}
        {%- elif remembered[name] -%}
            {%- do notes.update({name: remembered[name]}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if unasked -%}
        {%- do asked.append(kept_comments(noted[0].database, unasked)) -%}
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
    {%- for row in run_query(asked | join(' union all ')).rows -%}
        {%- do notes.update({row[0]: fromjson(row[1])['kept']
            if row[1].startswith('{"kept"') else {'life': row[1], 'version': 0}}) -%}
    {%- endfor -%}
    {{ return(notes) }}
{%- endmacro %}
