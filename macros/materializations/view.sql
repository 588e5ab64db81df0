{#- A view in the place of the one before (written_in_place). -#}
{% materialization view, adapter='duckdb' %}
    {%- set new = this.incorporate(type='view') -%}
    {%- do written_in_place(new, get_create_view_as_sql(new, sql)) -%}
    {{ return({'relations': [new]}) }}
{% endmaterialization %}
