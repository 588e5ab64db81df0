{#- The name under which a table's note is found. -#}
{% macro kept_name(relation) -%}
    {{ return(relation.schema ~ '.' ~ relation.identifier) }}
{%- endmacro %}
