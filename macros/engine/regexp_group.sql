{#- The n-th group of the first match; null when nothing matches. -#}
{% macro regexp_group(column, pattern, group) -%}
    {{ return(adapter.dispatch('regexp_group', 'stammkunde')(
        column, pattern, group
    )) }}
{%- endmacro %}

{% macro default__regexp_group(column, pattern, group) -%}
    nullif(regexp_extract({{ column }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}

{% macro spark__regexp_group(column, pattern, group) -%}
    nullif(regexp_extract({{ column }}, r'{{ pattern }}', {{ group }}), '')
{%- endmacro %}
