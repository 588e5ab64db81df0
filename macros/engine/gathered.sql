{#- The rows of a large union, gathered before they are written: DuckDB writes each part
    of a union apart and puts the pieces together when it next tidies the file, which
    writes them twice. -#}
{% macro gathered(union) -%}
    {{ return(adapter.dispatch('gathered', 'stammkunde')(union)) }}
{%- endmacro %}

{% macro default__gathered(union) -%}
    with gathered as materialized (
        {{ union }}
    )
    select * from gathered
{%- endmacro %}

{% macro spark__gathered(union) -%}
    {{ union }}
{%- endmacro %}
