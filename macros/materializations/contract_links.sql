{#- The smallest key of each linked node's group, as a table (node_key, root_key); it
    has no row of its own.

    A round: every node points at its smallest neighbour if that is smaller than itself
    (of each link the smaller key stands left, at least once), pointers are followed to
    their root, links are rewritten from nodes to roots, and those inside one root fall
    away. The next round works on what is left; it ends when nothing is left, never
    after a fixed number of rounds. Of the nodes that still have links, two rounds leave
    at most half, so the rounds grow with the logarithm of the nodes, whatever the
    shape. -#}
{% macro contract_links(target, links, round) -%}
    {%- set roots = follow_pointers(target, closure_step(
        target, 'pointers_' ~ round ~ '_0',
        'select right_key as node_key, min(left_key) as root_key, true as has_moved'
        ~ ' from ' ~ links ~ ' where left_key < right_key group by right_key'
    ), round) -%}
    {#- Most left nodes are the root of their right node and need no looking up. -#}
    {%- set half = 'select links.left_key, right_roots.root_key from ' ~ links
        ~ ' as links inner join ' ~ roots ~ ' as right_roots on links.right_key ='
        ~ ' right_roots.node_key where links.left_key <> right_roots.root_key' -%}
    {%- set ends = 'coalesce(left_roots.root_key, half.left_key), half.root_key' -%}
    {%- set left_over = closure_step(target, 'links_' ~ (round + 1),
        'select left_key, right_key from (select least(' ~ ends ~ ') as left_key,'
        ~ ' greatest(' ~ ends ~ ') as right_key from (' ~ half ~ ') as half left join '
        ~ roots ~ ' as left_roots on half.left_key = left_roots.node_key) as rewritten'
        ~ ' where left_key <> right_key group by left_key, right_key'
    ) -%}
    {%- if closure_told(target, 'select count(*) from ' ~ left_over)[0] == 0 -%}
        {{ return(roots) }}
    {%- endif -%}
    {%- set later = contract_links(target, left_over, round + 1) -%}
    {{ return(closure_step(target, 'labels_' ~ round,
        'select roots.node_key, coalesce(later.root_key, roots.root_key) as root_key from '
        ~ roots ~ ' as roots left join ' ~ later ~ ' as later on roots.root_key = later.node_key'
        ~ ' union all select node_key, root_key from ' ~ later
    )) }}
{%- endmacro %}
