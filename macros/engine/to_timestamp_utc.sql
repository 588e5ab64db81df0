{#- An instant in UTC, from ISO 8601 or a declared format (%d.%m.%Y %H:%M); without an
    offset it is clock time of the zone. Null when it is none. -#}
{% macro to_timestamp_utc(column, zone=none, format=none) -%}
    {%- set clock = zone or var('time_zone') -%}
    {%- if format and '%z' in format -%}
        {{ zoned_to_utc(time_in_format(column, format)) }}
    {%- elif format -%}
        {{ clock_to_utc(time_in_format(column, format), clock) }}
    {%- else -%}
        case
            when {{ regexp_matches(column, '([+-][0-9]{2}:?[0-9]{2}|[Zz])$') }}
                and length({{ column }}) > 10
                then {{ zoned_to_utc(zoned_time(column)) }}
            else {{ clock_to_utc('try_cast(' ~ column ~ ' as timestamp)', clock) }}
        end
    {%- endif -%}
{%- endmacro %}
