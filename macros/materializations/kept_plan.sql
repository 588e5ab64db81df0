{#- How a kept table is brought up to date: is_anew, the digest of what makes it besides
    its rows, known (its note), seen (its inputs as they are), moved (inputs that changed
    since it last saw them), relations of its inputs by name, and the desk: beside it stand
    the steps of the work, as temporary tables. -#}
{% macro kept_plan(target, sql) -%}
    {%- set meta = model.config.meta -%}
    {%- set reads, looks_up = meta.get('reads', {}), meta.get('looks_up', []) -%}
    {%- set notes = kept_notes(target.database) -%}
    {%- set known = notes.get(target.schema ~ '.' ~ target.identifier, {}) -%}
    {%- set plan = namespace(
        is_anew=flags.FULL_REFRESH or not known, known=known, seen={}, moved=[],
        relations={}, digest=none,
        desk=closure_desk(target)
    ) -%}
    {%- set version = run_query('select version()').rows[0][0] -%}
    {%- set given = [version, tojson(meta)] -%}
    {%- if meta.get('kept_by') and not reads -%}
        {%- do given.append(get_column_schema_from_query(sql) | join(' ')) -%}
    {%- else -%}
        {#- A copy under another name is made alike. -#}
        {%- do given.append(sql | replace(adapter.quote(target.database) ~ '.', '')) -%}
    {%- endif -%}
    {%- for unique_id in model.depends_on.nodes | unique | sort -%}
        {%- set node = graph.nodes[unique_id] -%}
        {%- set relation = api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias
        ) -%}
        {%- do plan.relations.update({node.name: relation}) -%}
        {%- set note = notes.get(node.schema ~ '.' ~ node.alias, {}) -%}
        {%- if note and node.name in reads -%}
            {%- do plan.seen.update({node.name: [note.life, note.version]}) -%}
            {%- set before = known.get('seen', {}).get(node.name, ['', 0]) -%}
            {%- if before[0] != note.life or before[1] < note.version - 20 -%}
                {%- set plan.is_anew = true -%}
            {%- elif before[1] < note.version -%}
                {%- do plan.moved.append(node.name) -%}
            {%- endif -%}
        {%- elif note and node.name in looks_up -%}
            {%- do given.append(node.name ~ note.life) -%}
        {%- elif node.resource_type == 'seed' or reads -%}
            {%- do given.append(node.name ~ kept_contents(relation)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set plan.digest = local_md5(given | join(' ')) -%}
    {%- if not plan.is_anew -%}
        {%- set rows = run_query('select count(*) from ' ~ target).rows[0][0] | int -%}
        {%- set plan.is_anew = plan.digest != known.digest or rows != known.rows -%}
    {%- endif -%}
    {{ return(plan) }}
{%- endmacro %}
