{#- The groups of the links wanted, as a table (record_key, component_id, weakest_rank).

    A round: each group looks at its strongest link. It is taken when it is the strongest
    of both groups, or of one that nobody is to be kept from: no stronger link can reach
    such a group any more, so taking links one by one would take it, too. Links are then
    rewritten to groups, and those between groups kept apart fall away. The strongest
    link of all is always taken, so the rounds end when no link is left. -#}
{% macro part_links(target, wanted) -%}
    {%- set state = namespace(
        groups=closure_step(target, 'groups_0',
            'select record_key, record_key as component_id, cast(0 as bigint) as weakest_rank'
            ~ ' from (select left_key as record_key from ' ~ wanted
            ~ ' union select right_key from ' ~ wanted ~ ') as nodes'
        ),
        apart=closure_step(target, 'apart_0',
            'select distinct least(left_key, right_key) as left_key, greatest(left_key, right_key)'
            ~ ' as right_key from ' ~ wanted ~ ' where link_rank is null and left_key <> right_key'
        )
    ) -%}
    {%- set state.links = allowed_links(
        target, wanted, state.groups, state.apart, 0
    ) -%}
    {%- set counts = closure_told(target, 'select (select count(*) from ' ~ state.groups
        ~ ') as nodes, (select count(*) from ' ~ state.links ~ ') as links') -%}
    {%- set state.left = counts[1] -%}
    {#- Jinja counts no further; rounds grow with the rivalry, not with the graph. -#}
    {%- set most = [counts[0], 99999] | min -%}
    {%- for round in range(1, most + 1) if state.left > 0 -%}
        {%- set taken = strongest_links(target, state.links, state.apart, round) -%}
        {%- set roots = contract_links(target, taken, 0) -%}
        {%- set state.groups = closure_step(target, 'groups_' ~ round,
            'select groups.record_key, coalesce(roots.root_key, groups.component_id) as'
            ~ ' component_id, max(greatest(groups.weakest_rank, coalesce(worst.link_rank, 0)))'
            ~ ' over (partition by coalesce(roots.root_key, groups.component_id))'
            ~ ' as weakest_rank from ' ~ state.groups ~ ' as groups left join ' ~ roots
            ~ ' as roots on groups.component_id = roots.node_key left join (select'
            ~ ' ends.root_key, max(taken.link_rank) as link_rank from ' ~ taken ~ ' as taken'
            ~ ' inner join ' ~ roots ~ ' as ends on taken.left_key = ends.node_key'
            ~ ' group by ends.root_key) as worst on roots.root_key = worst.root_key'
        ) -%}
        {%- set moved = state.groups -%}
        {%- set state.apart = closure_step(target, 'apart_' ~ round,
            'select distinct least(one.component_id, other.component_id) as left_key,'
            ~ ' greatest(one.component_id, other.component_id) as right_key from '
            ~ state.apart ~ ' as apart inner join ' ~ moved ~ ' as one on'
            ~ ' apart.left_key = one.record_key inner join ' ~ moved ~ ' as other'
            ~ ' on apart.right_key = other.record_key'
        ) -%}
        {%- set state.links = allowed_links(
            target, state.links, state.groups, state.apart, round
        ) -%}
        {%- set counts = closure_told(target, 'select count(*) from ' ~ state.links) -%}
        {%- set state.left = counts[0] -%}
    {%- endfor -%}
    {%- if state.left > 0 -%}
        {%- do exceptions.raise_compiler_error(
            target ~ ': ' ~ state.left ~ ' links are left after 99,999 rounds; '
            ~ 'look for a value that ties thousands of records that are kept apart'
        ) -%}
    {%- endif -%}
    {{ return(state.groups) }}
{%- endmacro %}
