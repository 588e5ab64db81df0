{#- An ISO 8601 instant in UTC; without an offset it is meant in the given zone. -#}
{% macro to_timestamp_utc(column, zone=none) -%}
    {{ return(adapter.dispatch('to_timestamp_utc', 'stammkunde')(
        column, zone or var('time_zone')
    )) }}
{%- endmacro %}

{% macro default__to_timestamp_utc(column, zone) -%}
    case
        when {{ regexp_matches(column, '([+-][0-9]{2}:?[0-9]{2}|[Zz])$') }}
            and length({{ column }}) > 10
            then timezone('UTC', try_cast({{ column }} as timestamptz))
        else timezone(
            'UTC', timezone('{{ zone }}', try_cast({{ column }} as timestamp))
        )
    end
{%- endmacro %}

{% macro spark__to_timestamp_utc(column, zone) -%}
    case
        when {{ column }} rlike '([+-][0-9]{2}:?[0-9]{2}|[Zz])$'
            and length({{ column }}) > 10
            then try_cast({{ column }} as timestamp)
        else to_utc_timestamp(try_cast({{ column }} as timestamp), '{{ zone }}')
    end
{%- endmacro %}
