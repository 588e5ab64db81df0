{#- The SQL of a kept table's rows: the model's own, or the groups of the links it lists. -#}
{% macro kept_rows(target, sql) -%}
    {%- if model.config.meta.get('closes', false) -%}
        {{ return(closed_links(target, sql)) }}
    {%- endif -%}
    {{ return(sql) }}
{%- endmacro %}
