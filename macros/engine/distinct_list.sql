{#- The distinct values of a group in order, as one text with a separator. -#}
{% macro distinct_list(column, separator='|') -%}
    {{ return(adapter.dispatch('distinct_list', 'stammkunde')(column, separator)) }}
{%- endmacro %}

{% macro default__distinct_list(column, separator) -%}
    array_to_string(
        list_sort(array_agg(distinct {{ column }})), '{{ separator }}'
    )
{%- endmacro %}

{% macro spark__distinct_list(column, separator) -%}
    array_join(array_sort(collect_set({{ column }})), '{{ separator }}')
{%- endmacro %}
