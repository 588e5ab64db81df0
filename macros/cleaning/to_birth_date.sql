{#- A date of birth written 1985-12-31, 31.12.1985 or 31.12.85; null for placeholders
    (1900-01-01, 1970-01-01), for the future and for what is no date. -#}
{% macro to_birth_date(column) -%}
    {%- set today = 'cast(' ~ as_of() ~ ' as date)' -%}
    {%- set german = '^ *([0-9]{1,2})[.] ?([0-9]{1,2})[.] ?([0-9]{4}|[0-9]{2}) *$' -%}
    {%- set rest = regexp_group(column, german, 3) ~ " || '-' || "
        ~ regexp_group(column, german, 2) ~ " || '-' || "
        ~ regexp_group(column, german, 1) -%}
    {%- set written = "coalesce(case when " ~ regexp_matches(
        column, '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}') ~ " then " ~ to_date(column)
        ~ " end, case when " ~ regexp_matches(column, '[.][ ]?[0-9]{4} *$')
        ~ " then try_cast(" ~ rest ~ " as date) else coalesce(nullif(greatest("
        ~ "try_cast('20' || " ~ rest ~ " as date), " ~ today ~ "), " ~ today
        ~ "), try_cast('19' || " ~ rest ~ " as date)) end)" -%}
    nullif(
        nullif(
            case when {{ written }} between cast('1900-01-01' as date) and {{ today }}
                then {{ written }} end,
            cast('1900-01-01' as date)
        ), cast('1970-01-01' as date)
    )
{%- endmacro %}
