{#- A model's SQL whose imports are read wherever they are named, only what each place
    needs; DuckDB would first write down, all columns, what two places read. -#}
{% macro imports_inline(sql) -%}
    {{ return(adapter.dispatch('imports_inline')(sql)) }}
{%- endmacro %}

{% macro default__imports_inline(sql) -%}
    {%- set imported = 'select * from ' -%}
    {{ return(sql | replace(' as (' ~ imported, ' as not materialized (' ~ imported)) }}
{%- endmacro %}

{% macro spark__imports_inline(sql) -%}
    {{ return(sql) }}
{%- endmacro %}
