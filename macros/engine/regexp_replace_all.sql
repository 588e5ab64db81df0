{#- Every match of the pattern replaced (DuckDB alone would stop at the first); \1 in
    the replacement is the pattern's first group, \2 its second. -#}
{% macro regexp_replace_all(column, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_replace_all', 'stammkunde')(
        column, pattern, replacement
    )) }}
{%- endmacro %}

{% macro default__regexp_replace_all(column, pattern, replacement) -%}
    regexp_replace({{ column }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__regexp_replace_all(column, pattern, replacement) -%}
    regexp_replace({{ column }}, r'{{ pattern }}', '{{ replacement | replace('\\', '$') }}')
{%- endmacro %}
