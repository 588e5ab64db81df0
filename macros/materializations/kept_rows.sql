{#- The SQL of a kept table's rows: the model's own, the groups of the links that it
    lists, or what is learned from the pairs that it lists. -#}
{% macro kept_rows(desk, sql) -%}
    {%- set groups = model.config.meta.get('groups') -%}
    {%- if groups == 'closed' -%}
        {{ return(closed_links(desk, sql)) }}
    {%- elif groups == 'parted' -%}
        {{ return(parted_links(desk, sql)) }}
    {%- elif model.config.meta.get('learns') -%}
        {{ return(learned_rows(desk, sql)) }}
    {%- endif -%}
    {{ return(imports_inline(sql)) }}
{%- endmacro %}
