{#- SQL that begins a kept table's transaction where nothing has: to dbt a call costs
    more than most of what stands in one, so it begins and commits in the calls that
    write. Where one fails, its connection goes, and what it had begun goes with it. A
    model with hooks has dbt begin and commit, as hooks expect. -#}
{% macro kept_begun(plan) -%}
    {%- if plan.is_alone and not plan.is_begun -%}
        {%- set plan.is_begun = true -%}
        begin;
    {%- endif -%}
{%- endmacro %}
