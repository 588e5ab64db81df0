{#- An ISO 8601 text with an offset as the engine's timestamp with a zone. -#}
{% macro zoned_time(column) -%}
    {{ return(adapter.dispatch('zoned_time', 'stammkunde')(column)) }}
{%- endmacro %}

{% macro default__zoned_time(column) -%}
    try_cast({{ column }} as timestamptz)
{%- endmacro %}

{% macro spark__zoned_time(column) -%}
    try_cast({{ column }} as timestamp)
{%- endmacro %}
