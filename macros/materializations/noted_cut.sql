{#- A history's SQL that reads only whom the touched numbers are tied to; all, where
    that is most. -#}
{% macro noted_cut(target, plan, sql) -%}
    {%- set meta = model.config.meta -%}
    {%- set tables, ties = {'itself': target}, [] -%}
    {%- do tables.update(plan.relations) -%}
    {%- for name, columns in meta.ties.items() -%}
        {%- do ties.append({'table': tables[name], 'columns': columns}) -%}
    {%- endfor -%}
    {%- set reached = kept_reached(plan.desk, kept_touched(target, plan), ties) -%}
    {%- if kept_is_most(kept_count(plan.desk, reached), plan.most) -%}
        {{ return(sql) }}
    {%- endif -%}
    {%- set state = namespace(sql=sql) -%}
    {%- for name in meta.reads.keys() | list + ['itself'] -%}
        {%- set way = kept_ways(meta.reads.get(name, meta.ties.get(name)))[0] -%}
        {%- set cut = closure_step(plan.desk, 'cut_' ~ loop.index,
            'select * from ' ~ tables[name] ~ ' where ' ~ kept_among([way.column], reached)
        ) -%}
        {%- set state.sql = state.sql | replace(tables[name] | string, cut | string) -%}
    {%- endfor -%}
    {{ return(state.sql) }}
{%- endmacro %}
