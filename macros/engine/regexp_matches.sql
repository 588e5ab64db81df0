{#- True when the pattern is found anywhere in the text. -#}
{% macro regexp_matches(column, pattern) -%}
    {{ return(adapter.dispatch('regexp_matches', 'stammkunde')(column, pattern)) }}
{%- endmacro %}

{% macro default__regexp_matches(column, pattern) -%}
    regexp_matches({{ column }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__regexp_matches(column, pattern) -%}
    ({{ column }} rlike r'{{ pattern }}')
{%- endmacro %}
