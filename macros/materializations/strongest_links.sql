{#- The links to be taken in one round, in both directions: the strongest of both their
    groups, or of one that is kept from nobody. -#}
{% macro strongest_links(target, links, apart, round) -%}
    {%- set best = closure_step(target, 'best_' ~ round,
        'select ends.group_key, min(ends.link_rank) as link_rank, max(case when kept.group_key'
        ~ ' is null then 0 else 1 end) as is_kept from (select left_key as group_key, link_rank'
        ~ ' from ' ~ links ~ ' union all select right_key, link_rank from ' ~ links
        ~ ') as ends left join (select left_key as group_key from ' ~ apart
        ~ ' union select right_key from ' ~ apart ~ ') as kept on ends.group_key = kept.group_key'
        ~ ' group by ends.group_key'
    ) -%}
    {%- set taken = closure_step(target, 'taken_' ~ round,
        'select links.left_key, links.right_key, links.link_rank from ' ~ links
        ~ ' as links inner join ' ~ best ~ ' as one on links.left_key = one.group_key'
        ~ ' inner join ' ~ best ~ ' as other on links.right_key = other.group_key where'
        ~ ' (links.link_rank = one.link_rank and links.link_rank = other.link_rank)'
        ~ ' or (links.link_rank = one.link_rank and one.is_kept = 0)'
        ~ ' or (links.link_rank = other.link_rank and other.is_kept = 0)'
    ) -%}
    {{ return(closure_step(target, 'chosen_' ~ round,
        'select left_key, right_key, link_rank from ' ~ taken
        ~ ' union all select right_key, left_key, link_rank from ' ~ taken
    )) }}
{%- endmacro %}
