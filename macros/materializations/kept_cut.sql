{#- A kept model's SQL that reads of each input only what the touched numbers need. Where
    an input says `within`, rows that share that column with a touched row are read, too. -#}
{% macro kept_cut(target, plan, sql, touched) -%}
    {%- set state = namespace(sql=sql) -%}
    {%- for name, spec in model.config.meta.reads.items() if name in plan.relations -%}
        {%- set relation = plan.relations[name] -%}
        {%- set among = kept_among(kept_columns(spec), touched) -%}
        {%- if spec is mapping and spec.through is defined -%}
            {%- set among = spec.column ~ ' in (select ' ~ spec.get('from', spec.column)
                ~ ' from ' ~ plan.relations[spec.through] ~ ' where '
                ~ kept_among([spec.to], touched) ~ ')' -%}
        {%- elif spec is mapping and spec.within is defined -%}
            {%- set among = spec.within ~ ' in (select ' ~ spec.within ~ ' from ' ~ relation
                ~ ' where ' ~ among ~ ')' -%}
        {%- endif -%}
        {%- set state.sql = state.sql | replace(relation | string, closure_step(
            target, 'cut_' ~ loop.index, 'select * from ' ~ relation ~ ' where ' ~ among
        ) | string) -%}
    {%- endfor -%}
    {{ return(state.sql) }}
{%- endmacro %}
