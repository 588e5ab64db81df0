{#- The exact groups of a graph of any shape. The model's SQL lists links (left_key,
    right_key; a lone node is linked to itself); the table says who belongs together
    (record_key, component_id = the smallest key of the group).

    One real table a step, `create table as` and `drop` only, so it runs anywhere. Steps
    stand where closure_desk says, as <model>__step_<n>, and are dropped at the start
    (what a killed run left) and at the end. -#}
{% materialization connected_components, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set desk = closure_desk(target) -%}
    {%- do drop_closure_steps(target) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do put_in_place(target, closed_links(desk, sql)) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
