{#- The numbers that some are tied to, however far, as a step (kept_key): each tie is a
    table and two columns of it that name who belongs together. -#}
{% macro kept_reached(desk, near, ties, round=1) -%}
    {%- set found = ['select kept_key from ' ~ near] -%}
    {%- for tie in ties -%}
        {%- for one, other in [tie.columns, tie.columns | reverse | list] -%}
            {%- do found.append('select ' ~ other ~ ' from ' ~ tie.table ~ ' where '
                ~ kept_among([one], near)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set far = closure_step(desk, 'reached_' ~ round % 2,
        'select distinct kept_key from (' ~ found | join(' union all ') ~ ') as found'
    ) -%}
    {%- set are_all = 'select (select count(*) from ' ~ far
        ~ ') = (select count(*) from ' ~ near ~ ') as are_all' -%}
    {%- if closure_told(desk, are_all)[0] -%}
        {{ return(far) }}
    {%- endif -%}
    {{ return(kept_reached(desk, far, ties, round + 1)) }}
{%- endmacro %}
