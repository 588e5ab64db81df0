{#- A table in the place of the one before (written_in_place). -#}
{% materialization table, adapter='duckdb' %}
    {%- set new = this.incorporate(type='table') -%}
    {%- do written_in_place(new, create_table_as(false, new, sql)) -%}
    {{ return({'relations': [new]}) }}
{% endmaterialization %}
