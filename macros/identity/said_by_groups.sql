{#- One row per group and of what its records say of one thing: what several say alike
    is said once. -#}
{% macro said_by_groups(records, thing) -%}
    {%- set said = evidence_said()[thing] -%}
    select group_id, {{ said.columns | join(', ') }}
    from {{ records }}
    where {{ said.known }} is not null
    group by group_id, {{ said.columns | join(', ') }}
{%- endmacro %}
