{#- A number for all that a table holds, in whatever order. -#}
{% macro kept_contents(relation) -%}
    {{ return(run_query(
        "select count(*) || ' ' || coalesce(sum(hash(held)), 0) from " ~ relation ~ ' as held'
    ).rows[0][0]) }}
{%- endmacro %}
