{#- The SQL of a kept table's rows: the model's own, or the groups of the links
    it lists. -#}
{% macro kept_rows(desk, sql) -%}
    {%- set groups = model.config.meta.get('groups') -%}
    {%- if groups == 'closed' -%}
        {{ return(closed_links(desk, sql)) }}
    {%- elif groups == 'parted' -%}
        {{ return(parted_links(desk, sql)) }}
    {%- endif -%}
    {{ return(imports_inline(sql)) }}
{%- endmacro %}
