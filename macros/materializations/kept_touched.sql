{#- The numbers whose rows may have changed, as a step (kept_key): what the inputs that
    moved tell since they were last seen, or what that leads to in another input. -#}
{% macro kept_touched(target, plan) -%}
    {%- set meta = model.config.meta -%}
    {%- set found, leads = [], [] -%}
    {%- for name in plan.moved -%}
        {%- set own = [] -%}
        {%- for way in kept_ways(meta.reads[name]) -%}
            {%- set told = 'select ' ~ way.column ~ ' as kept_key from '
                ~ kept_changes(plan.relations[name])
                ~ ' where version > ' ~ plan.known.seen[name][1] -%}
            {%- do leads.append({'way': way, 'told': told}) if way.through is defined
                else own.append(told) -%}
        {%- endfor -%}
        {%- do found.extend(own) -%}
        {%- if own and kept_ways(meta.reads[name])[0].column in plan.numbers[name] -%}
            {%- do plan.told.update({name: own | join(' union all ')}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do found.extend(kept_led(plan, target, leads)) if leads -%}
    {%- set touched = closure_step(plan.desk, 'touched',
        'select distinct kept_key from (' ~ found | join(' union all ')
        ~ ') as found where kept_key is not null'
    ) -%}
    {%- if meta.grows is not defined -%}
        {{ return(touched) }}
    {%- endif -%}
    {%- set grows = meta.grows -%}
    {%- set table = plan.relations.get(grows.table, target) -%}
    {{ return(closure_step(plan.desk, 'touched_too',
        'select kept_key from ' ~ touched ~ ' union select ' ~ grows.key ~ ' from ' ~ table
        ~ ' where ' ~ grows.by ~ ' in (select ' ~ grows.by ~ ' from ' ~ table ~ ' where '
        ~ kept_among([grows.key], touched) ~ ')'
    )) }}
{%- endmacro %}
