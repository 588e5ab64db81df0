{#- The numbers whose rows may have changed, as a step (kept_key). How an input leads to
    them: by a column of its own, by several, or by `column` through another input, whose
    `from` (else named alike) has the same values and whose `to` is the number. -#}
{% macro kept_touched(target, plan) -%}
    {%- set meta = model.config.meta -%}
    {%- set found = [] -%}
    {%- for name in plan.moved -%}
        {%- set spec = meta.reads[name] -%}
        {%- set since = ' from ' ~ kept_changes(plan.relations[name]) ~ ' where version > '
            ~ plan.known.seen[name][1] -%}
        {%- if spec is mapping and spec.through is defined -%}
            {%- do found.append(
                'select ' ~ spec.to ~ ' as kept_key from ' ~ plan.relations[spec.through]
                ~ ' where ' ~ spec.get('from', spec.column) ~ ' in (select '
                ~ spec.column ~ since ~ ')'
            ) -%}
        {%- else -%}
            {%- for column in kept_columns(spec) -%}
                {%- do found.append('select ' ~ column ~ ' as kept_key' ~ since) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set touched = closure_step(target, 'touched',
        'select distinct kept_key from (' ~ found | join(' union all ')
        ~ ') as found where kept_key is not null'
    ) -%}
    {%- if meta.grows is not defined -%}
        {{ return(touched) }}
    {%- endif -%}
    {%- set grows = meta.grows -%}
    {%- set table = plan.relations.get(grows.table, target) -%}
    {{ return(closure_step(target, 'touched_too',
        'select kept_key from ' ~ touched ~ ' union select ' ~ grows.key ~ ' from ' ~ table
        ~ ' where ' ~ grows.by ~ ' in (select ' ~ grows.by ~ ' from ' ~ table ~ ' where '
        ~ grows.key ~ ' in (select kept_key from ' ~ touched ~ '))'
    )) }}
{%- endmacro %}
