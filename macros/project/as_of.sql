{#- The moment the models speak of, as a timestamp in UTC; the only clock. -#}
{% macro as_of() -%}
    {%- set given = var('as_of', '') or env_var('STAMMKUNDE_AS_OF', '') -%}
    {%- set moment = given or run_started_at.strftime('%Y-%m-%d %H:%M:%S') -%}
    cast('{{ moment }}' as timestamp)
{%- endmacro %}
