{#- How a kept table is brought up to date, found out by one question: is_anew, is_still
    (nothing that it is made of has changed), is_idle (it has no rows, and what it needs has
    none either), the digest of what makes it besides its rows,
    known (its note), seen (what it is made of, as it is now), moved (inputs that changed
    since it last saw them), is_told (an input that it does not just look up tells what
    changed), relations of its inputs by name and the numbers that tell their rows apart,
    what inputs have told of their own numbers, those whose rows it reads stand at_end
    (kept_renewed), most (rows of the largest input it reads, or
    its own), largest (of any input, too), its shape if it is to be compared, the desk where the steps of the work stand,
    what is to be written with the note, what is done at_last, and whether it is_alone
    (no hook runs beside it) and its transaction is_begun. -#}
{% macro kept_plan(target, sql) -%}
    {%- set meta = model.config.meta -%}
    {%- set reads, looks_up = meta.get('reads', {}), meta.get('looks_up', []) -%}
    {%- set plan = namespace(
        is_anew=flags.FULL_REFRESH, is_still=false, is_idle=false, is_told=false, digest=none, known={},
        seen={}, moved=[], relations={}, numbers={}, told={}, at_end=[], most=0, largest=0, shape='', written=[],
        is_alone=not pre_hooks and not post_hooks, is_begun=false, at_last='',
        desk=closure_desk(target)
    ) -%}
    {%- set noted, held, inputs = [target], [], [] -%}
    {%- for unique_id in model.depends_on.nodes | unique | sort -%}
        {%- set node = graph.nodes[unique_id] -%}
        {%- set relation = api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias
        ) -%}
        {%- do inputs.append(node.name) -%}
        {%- do plan.relations.update({node.name: relation}) -%}
        {%- do plan.numbers.update({node.name: node.config.meta.get('kept_by', [])}) -%}
        {%- do (held if node.resource_type == 'seed' else noted).append(relation) -%}
    {%- endfor -%}
    {%- set is_compared = meta.get('kept_by') and not reads -%}
    {%- set notes = kept_notes(noted, held, target, shaped=is_compared) -%}
    {%- set plan.known = notes.get(kept_name(target), {}) -%}
    {#- A copy under another name is made alike. -#}
    {%- set place = adapter.quote(target.database) ~ '.' -%}
    {%- set made = local_md5(sql | replace(place, '')) -%}
    {%- set given = notes['engine'].life ~ tojson(meta) -%}
    {%- set plan.digest = local_md5(given ~ ('' if is_compared else made)) -%}
    {%- set plan.most = plan.known.get('rows', 0) -%}
    {%- set plan.largest = plan.most -%}
    {%- set plan.shape = notes.get('shape', {}).get('life', '') -%}
    {%- set is_other = plan.digest != plan.known.get('digest')
        or plan.known.rows != notes['rows'].life | int -%}
    {%- set plan.is_anew = plan.is_anew or is_other -%}
    {%- if is_compared or not inputs -%}
        {%- do plan.seen.update({'': [made if inputs else invocation_id, 0]}) -%}
    {%- endif -%}
    {%- for name in inputs -%}
        {%- set relation = plan.relations[name] -%}
        {#- Of what tells nothing everything may be new, and as much as you like. -#}
        {%- set note = notes.get(
            kept_name(relation), {'life': invocation_id, 'version': 0, 'rows': 10 ** 12}
        ) -%}
        {%- set plan.is_told = plan.is_told
            or name not in looks_up and note.life != invocation_id -%}
        {%- do plan.seen.update({name: [note.life, note.version]}) -%}
        {%- set plan.largest = [plan.largest, note.get('rows', 0)] | max -%}
        {%- if name in reads -%}
            {%- set plan.most = [plan.most, note.get('rows', 0)] | max -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name, now in plan.seen.items() -%}
        {%- set before = plan.known.get('seen', {}).get(name, ['', 0]) -%}
        {%- if before[0] != now[0] or (before[1] != now[1] and name not in looks_up) -%}
            {%- do plan.moved.append(name) -%}
            {%- set is_lost = before[0] != now[0] or name not in reads
                or before[1] < now[1] - 20 -%}
            {%- set plan.is_anew = plan.is_anew or reads and is_lost -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set plan.is_still = not plan.is_anew and not plan.moved -%}
    {%- for name in meta.get('needs', [])
        if not plan.is_anew and plan.known.rows == 0 -%}
        {%- set needed = notes.get(kept_name(plan.relations[name]), {}) -%}
        {%- set plan.is_idle = plan.is_idle or needed.get('rows') == 0 -%}
    {%- endfor -%}
    {{ return(plan) }}
{%- endmacro %}
