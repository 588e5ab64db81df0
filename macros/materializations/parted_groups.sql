{#- The groups of a graph in which some never come together. The model's SQL lists links
    (left_key, right_key, link_rank: 1 is the strongest, no two alike that may meet) and,
    with an empty link_rank, pairs that never share a group, whatever lies between them.

    The table (record_key, component_id = the smallest key of the group, weakest_rank) is
    what one gets by taking links from the strongest down and refusing each that would
    bring such a pair together; weakest_rank is the weakest link so taken, 0 for none. -#}
{% materialization parted_groups, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set desk = closure_desk(target) -%}
    {%- do drop_closure_steps(target) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do put_in_place(target, parted_links(desk, sql)) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
