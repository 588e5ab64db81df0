{#- The columns by which an input is led to a kept table's numbers, as a list. -#}
{% macro kept_columns(spec) -%}
    {%- if spec is string -%}
        {{ return([spec]) }}
    {%- elif spec is mapping -%}
        {{ return([spec.column]) }}
    {%- endif -%}
    {{ return(spec) }}
{%- endmacro %}
