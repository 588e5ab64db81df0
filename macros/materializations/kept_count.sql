{#- How many rows a table has. -#}
{% macro kept_count(relation) -%}
    {{ return(run_query('select count(*) from ' ~ relation).rows[0][0] | int) }}
{%- endmacro %}
