{#- A model's SQL whose imports are read wherever they are named, only what each place
    needs; DuckDB would first write down, all columns, what two places read. -#}
{% macro imports_inline(sql) -%}
    {{ return(adapter.dispatch('imports_inline', 'stammkunde')(sql)) }}
{%- endmacro %}

{% macro default__imports_inline(sql) -%}
    {{ return(sql | replace(' as (select * from ', ' as not materialized (select * from ')) }}
{%- endmacro %}

{% macro spark__imports_inline(sql) -%}
    {{ return(sql) }}
{%- endmacro %}
