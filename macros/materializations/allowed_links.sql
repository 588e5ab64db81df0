{#- The links between different groups, the strongest of each two, in terms of groups,
    without those between groups that are kept apart. -#}
{% macro allowed_links(target, links, groups, apart, round) -%}
    {{ return(closure_step(target, 'allowed_' ~ round,
        'select between_groups.left_key, between_groups.right_key, between_groups.link_rank'
        ~ ' from (select least(one.component_id, other.component_id) as left_key,'
        ~ ' greatest(one.component_id, other.component_id) as right_key,'
        ~ ' min(links.link_rank) as link_rank from ' ~ links ~ ' as links inner join '
        ~ groups ~ ' as one on links.left_key = one.record_key inner join ' ~ groups
        ~ ' as other on links.right_key = other.record_key where one.component_id'
        ~ ' <> other.component_id and links.link_rank is not null group by 1, 2)'
        ~ ' as between_groups left join ' ~ apart ~ ' as apart'
        ~ ' on between_groups.left_key = apart.left_key'
        ~ ' and between_groups.right_key = apart.right_key where apart.left_key is null'
    )) }}
{%- endmacro %}
