{#- A kept model's SQL that reads of each input only what the touched numbers need, and
    only columns whose names it holds: texts cost more to read than numbers to find. -#}
{% macro kept_cut(plan, sql, touched) -%}
    {%- set state, cuts, told = namespace(sql=sql), {}, {} -%}
    {%- set looks_up = model.config.meta.get('looks_up', {}) -%}
    {#- What leads through another comes after it. -#}
    {%- for name, ways in model.config.meta.reads.items()
        if not kept_ways(ways)[0].through and not kept_ways(ways)[0].beside -%}
        {%- do told.update({name: ways}) -%}
    {%- endfor -%}
    {%- do told.update(model.config.meta.reads) -%}
    {%- do told.update(looks_up if looks_up is mapping else {}) -%}
    {%- set words = [] -%}
    {%- set said = sql ~ tojson(told) -%}
    {%- for word in modules.re.findall('[a-z][a-z0-9_]*', said) | unique -%}
        {%- do words.append("'" ~ word ~ "'") -%}
    {%- endfor -%}
    {%- for name, ways in told.items() if name in plan.relations -%}
        {%- set relation = plan.relations[name] -%}
        {%- set among = [] -%}
        {%- for way in kept_ways(ways) -%}
            {%- set beside = way.get('through', way.beside) -%}
            {%- if beside == name -%}
                {%- do among.append(way.column ~ ' in (select ' ~ way.get('from', way.column)
                    ~ ' from ' ~ relation ~ ' where ' ~ kept_among([way.to], touched) ~ ')') -%}
            {%- elif beside -%}
                {%- do among.append(way.column ~ ' in (select ' ~ way.get('from', way.column)
                    ~ ' from ' ~ cuts[beside] ~ ')') -%}
            {%- elif way.within is defined -%}
                {%- do among.append(way.within ~ ' in (select ' ~ way.within ~ ' from '
                    ~ relation ~ ' where ' ~ kept_among([way.column], touched) ~ ')') -%}
            {%- else -%}
                {%- do among.append(kept_among([way.column], touched)) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set cut = closure_step(plan.desk, 'cut_' ~ loop.index,
            'select columns(lambda name: name in (' ~ words | join(', ') ~ ')) from '
            ~ relation ~ ' where ' ~ among | join(' or ')
        ) -%}
        {%- do cuts.update({name: cut}) -%}
        {%- set state.sql = state.sql | replace(relation | string, cut | string) -%}
    {%- endfor -%}
    {{ return(state.sql) }}
{%- endmacro %}
