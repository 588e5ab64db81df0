{#- A timestamp with a zone as the timestamp that clocks in UTC show. -#}
{% macro zoned_to_utc(moment) -%}
    {{ return(adapter.dispatch('zoned_to_utc', 'stammkunde')(moment)) }}
{%- endmacro %}

{% macro default__zoned_to_utc(moment) -%}
    timezone('UTC', {{ moment }})
{%- endmacro %}

{% macro spark__zoned_to_utc(moment) -%}
    {{ moment }}
{%- endmacro %}
