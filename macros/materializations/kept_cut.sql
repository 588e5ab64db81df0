{#- A kept model's SQL that reads of each input only what the touched numbers need, and
    only columns whose names it holds: texts cost more to read than numbers to find. -#}
{% macro kept_cut(plan, sql, touched) -%}
    {%- set state, cuts, told = namespace(sql=sql), {}, {} -%}
    {%- set looks_up = model.config.meta.get('looks_up', {}) -%}
    {%- set listed = dict(
        model.config.meta.reads, **(looks_up if looks_up is mapping else {})
    ) -%}
    {#- What leads through another comes after it. -#}
    {%- for round in listed -%}
        {%- for name, ways in listed.items() if name not in told -%}
            {%- set before = [] -%}
            {%- for way in kept_ways(ways) -%}
                {%- do before.append(way.get('through', way.get('beside', name))) -%}
            {%- endfor -%}
            {%- if before | reject('in', told.keys() | list + [name])
                | select('in', listed.keys() | list) | list | length == 0 -%}
                {%- do told.update({name: ways}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set words = [] -%}
    {%- set said = sql ~ tojson(told) -%}
    {%- for word in modules.re.findall('[a-z][a-z0-9_]*', said) | unique -%}
        {%- do words.append("'" ~ word ~ "'") -%}
    {%- endfor -%}
    {#- What the table itself leads through is a dictionary, read whole. -#}
    {%- for name, ways in told.items() if name in plan.relations
        and kept_ways(ways)[0].get('through', name) in plan.relations -%}
        {%- set relation = plan.relations[name] -%}
        {#- What one column is among is asked at once: then it can be looked up. -#}
        {%- set wanted, among = {}, [] -%}
        {%- for way in kept_ways(ways) -%}
            {%- set beside = way.get('through', way.beside) -%}
            {%- set column = way.get('within', way.column) -%}
            {%- if beside == name -%}
                {%- set found = 'select ' ~ way.get('from', way.column) ~ ' from '
                    ~ relation ~ ' where ' ~ kept_among([way.to], touched) -%}
            {%- elif beside -%}
                {%- set found = kept_keys(way.get('from', way.column), cuts[beside]) -%}
            {%- elif way.within is defined -%}
                {%- set found = 'select ' ~ column ~ ' from ' ~ relation ~ ' where '
                    ~ kept_among([way.column], touched) -%}
            {%- else -%}
                {%- set found = kept_keys('kept_key', touched) -%}
            {%- endif -%}
            {%- do wanted.update({column: wanted.get(column, []) + [found]}) -%}
        {%- endfor -%}
        {%- for column, found in wanted.items() -%}
            {%- set listed = found | join(' union all ') -%}
            {%- do among.append(column ~ ' in (' ~ listed ~ ')') -%}
        {%- endfor -%}
        {%- set here = among | join(' or ') -%}
        {#- By place DuckDB sees that all stand at the end, and reads no more. -#}
        {%- if name in plan.at_end -%}
            {%- set here = 'rowid in (select rowid from ' ~ relation ~ ' where '
                ~ here ~ ')' -%}
        {%- endif -%}
        {%- set cut = closure_step(plan.desk, 'cut_' ~ loop.index,
            'select columns(lambda name: name in (' ~ words | join(', ') ~ ')) from '
            ~ relation ~ ' where ' ~ here
        ) -%}
        {%- do cuts.update({name: cut}) -%}
        {%- set state.sql = state.sql | replace(relation | string, cut | string) -%}
    {%- endfor -%}
    {{ return(state.sql) }}
{%- endmacro %}
