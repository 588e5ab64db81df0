{#- Drops the step tables of a closure, also those of a run that was killed. -#}
{% macro drop_closure_steps(target) -%}
    {{ return(adapter.dispatch('drop_closure_steps')(target)) }}
{%- endmacro %}

{% macro default__drop_closure_steps(target) -%}
    {%- for row in run_query(
        "select table_name from information_schema.tables where table_schema = '"
        ~ target.schema ~ "' and table_catalog = '" ~ target.database ~ "'"
    ).rows if row[0].startswith(target.identifier ~ '__step_') -%}
        {%- do run_query('drop table ' ~ target.without_identifier() ~ '.' ~ row[0]) -%}
    {%- endfor -%}
{%- endmacro %}

{% macro spark__drop_closure_steps(target) -%}
    {%- for row in run_query('show tables in ' ~ target.without_identifier()).rows
        if row['tableName'].startswith(target.identifier ~ '__step_') -%}
        {%- do run_query(
            'drop table ' ~ target.without_identifier() ~ '.' ~ row['tableName']
        ) -%}
    {%- endfor -%}
{%- endmacro %}
