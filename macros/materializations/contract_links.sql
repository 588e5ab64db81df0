{#- The smallest key of each linked node's group, as a table (node_key, root_key).

    A round: every node points at its smallest neighbour, pointers are followed to their
    root, links are rewritten from nodes to roots, and those inside one root fall away.
    The next round works on what is left; it ends when nothing is left, never after a
    fixed number of rounds. Of the nodes that still have links, two rounds leave at most
    half, so the rounds grow with the logarithm of the nodes, whatever the shape. -#}
{% macro contract_links(target, links, round) -%}
    {%- set roots = follow_pointers(target, closure_step(
        target, 'pointers_' ~ round ~ '_0',
        'select left_key as node_key, least(left_key, min(right_key)) as root_key, 0 as moved'
        ~ ' from ' ~ links ~ ' group by left_key'
    ), round, 1) -%}
    {%- set left_over = closure_step(target, 'links_' ~ (round + 1),
        'select distinct left_side.root_key as left_key, right_side.root_key as right_key from '
        ~ links ~ ' as links inner join ' ~ roots
        ~ ' as left_side on links.left_key = left_side.node_key inner join ' ~ roots
        ~ ' as right_side on links.right_key = right_side.node_key'
        ~ ' where left_side.root_key <> right_side.root_key'
    ) -%}
    {%- if run_query('select count(*) from ' ~ left_over).rows[0][0] == 0 -%}
        {{ return(roots) }}
    {%- endif -%}
    {%- set later = contract_links(target, left_over, round + 1) -%}
    {{ return(closure_step(target, 'labels_' ~ round,
        'select roots.node_key, coalesce(later.root_key, roots.root_key) as root_key from '
        ~ roots ~ ' as roots left join ' ~ later ~ ' as later on roots.root_key = later.node_key'
    )) }}
{%- endmacro %}
