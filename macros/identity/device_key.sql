{#- The matching key of a device or visitor id: no quotes that a cookie left around it,
    a UUID in lower case and without braces; other ids keep their case, it may matter. -#}
{% macro device_key(column) -%}
    {%- set bare = regexp_replace_all(column, '^([ "{]|%22)+|([ "}]|%22)+$', '') -%}
    case
        -- Told at once: too short for a UUID, and nothing around it.
        when {{ regexp_matches(column, '^[0-9A-Za-z_.:-]{1,31}$') }} then {{ column }}
        when {{ regexp_matches(bare, '^[0-9A-Fa-f]{8}(-?[0-9A-Fa-f]{4}){4}[0-9A-Fa-f]{8}$') }}
            then lower({{ bare }})
        else nullif({{ bare }}, '')
    end
{%- endmacro %}
