{#- SQL by which DuckDB packs the rows that it writes from here on and keeps their
    order, or does neither. Both take as long as to find the rows; who reads them would
    unpack them again, and asks for no order. -#}
{% macro pack_rows(is_wanted) -%}
    {{ return(adapter.dispatch('pack_rows')(is_wanted)) }}
{%- endmacro %}

{% macro default__pack_rows(is_wanted) -%}
{%- endmacro %}

{% macro duckdb__pack_rows(is_wanted) -%}
    {%- if is_wanted -%}
        reset disabled_compression_methods; reset preserve_insertion_order;
    {%- else -%}
        set disabled_compression_methods =
            'fsst,zstd,dictionary,dict_fsst,bitpacking,rle';
        set preserve_insertion_order = false;
    {%- endif -%}
{%- endmacro %}
