{#- A view in the place of the one before (written_in_place). It names what it reads
    without the database, which is its own: a view that bore the file's name could be read
    neither by a verb, to which the file is called otherwise, nor after it was renamed. -#}
{% materialization view, adapter='duckdb' %}
    {%- set new = this.incorporate(type='view') -%}
    {%- set said = sql | replace(adapter.quote(this.database) ~ '.', '') -%}
    {%- do written_in_place(new, get_create_view_as_sql(new, said)) -%}
    {{ return({'relations': [new]}) }}
{% endmaterialization %}
