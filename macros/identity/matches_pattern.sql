{#- True when the regular expression held in a column is found in the text. -#}
{% macro matches_pattern(column, pattern_column) -%}
    {{ return(adapter.dispatch('matches_pattern', 'stammkunde')(
        column, pattern_column
    )) }}
{%- endmacro %}

{% macro default__matches_pattern(column, pattern_column) -%}
    regexp_matches({{ column }}, {{ pattern_column }})
{%- endmacro %}

{% macro spark__matches_pattern(column, pattern_column) -%}
    ({{ column }} rlike {{ pattern_column }})
{%- endmacro %}
