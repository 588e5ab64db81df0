{#- The pointers of a round, each led to its root, which points no further. A jump
    doubles the reach of those that still move, so a chain of n nodes takes as many as n
    has binary digits; who has arrived is not written again before the end. -#}
{% macro follow_pointers(target, near, round, jump=1, arrived=[]) -%}
    {%- set moving = 'select node_key, root_key from ' ~ near ~ ' where has_moved' -%}
    {%- set farther = closure_step(target, 'pointers_' ~ round ~ '_' ~ jump,
        'select near.node_key, coalesce(far.root_key, near.root_key) as root_key,'
        ~ ' far.root_key is not null as has_moved from (' ~ moving ~ ') as near'
        ~ ' left join (' ~ (arrived + [moving]) | join(' union all ')
        ~ ') as far on near.root_key = far.node_key'
    ) -%}
    {%- set reached = arrived + [
        'select node_key, root_key from ' ~ farther ~ ' where not has_moved'
    ] -%}
    {%- set still = 'select count(*) from ' ~ farther ~ ' where has_moved' -%}
    {%- if closure_told(target, still)[0] == 0 -%}
        {{ return(closure_step(
            target, 'roots_' ~ round, reached | join(' union all ')
        )) }}
    {%- endif -%}
    {{ return(follow_pointers(target, farther, round, jump + 1, reached)) }}
{%- endmacro %}
