{#- Clock time of a zone as UTC: of a time that was twice the first, one that never was
    an hour later. DuckDB alone would take the second. -#}
{% macro clock_to_utc(moment, zone) -%}
    {{ return(adapter.dispatch('clock_to_utc', 'stammkunde')(moment, zone)) }}
{%- endmacro %}

{% macro default__clock_to_utc(moment, zone) -%}
    {%- set later = "timezone('" ~ zone ~ "', " ~ moment ~ ")" -%}
    {%- set earlier = later ~ ' - interval 1 hour' -%}
    case
        when timezone('{{ zone }}', {{ earlier }}) = {{ moment }}
            then timezone('UTC', {{ earlier }})
        else timezone('UTC', {{ later }})
    end
{%- endmacro %}

{% macro spark__clock_to_utc(moment, zone) -%}
    to_utc_timestamp({{ moment }}, '{{ zone }}')
{%- endmacro %}
