{#- A date of birth written 1985-12-31, 1985/12/31, 19851231, 31.12.1985 or 31.12.85
    (never in the future); null for the days from which programs count (1899-12-30,
    1900-01-01, 1970-01-01), the future and what is no date, such as days before our
    calendar. An old one stays: of a register it is true, and a mistyped century still
    tells who is who. -#}
{% macro to_birth_date(column) -%}
    {%- set today = 'cast(' ~ as_of() ~ ' as date)' -%}
    {%- set german = '^ *([0-9]{1,2})[.] ?([0-9]{1,2})[.] ?([0-9]{4}|[0-9]{2})'
        ~ '(?: [0-9:. ]*)?$' -%}
    {%- set text = regexp_group(column, german, 3) ~ " || '-' || " ~ regexp_group(
        column, german, 2) ~ " || '-' || " ~ regexp_group(column, german, 1) -%}
    {%- set year_first = '^ *([0-9]{4})[/.-]?([0-9]{2})[/.-]?([0-9]{2}) *$' -%}
    {%- set is_iso = regexp_matches(column, '^ *[0-9]{4}-[0-9]{2}-[0-9]{2}') -%}
    {%- set is_long = regexp_matches(column, '[.] ?[0-9]{4}( |$)') -%}
    {%- set written -%}
        case
            when {{ is_iso }} then {{ to_date(column) }}
            when {{ is_long }} then try_cast({{ text }} as date)
            when {{ regexp_matches(column, year_first) }} then try_cast(
                {{ regexp_replace_all(column, year_first, '\\1-\\2-\\3') }} as date)
            when try_cast('20' || {{ text }} as date) <= {{ today }}
                then try_cast('20' || {{ text }} as date)
            else try_cast('19' || {{ text }} as date)
        end
    {%- endset -%}
    case
        when {{ written }} between cast('1582-10-15' as date) and {{ today }}
            and {{ written }} not in (
                cast('1899-12-30' as date), cast('1899-12-31' as date),
                cast('1900-01-01' as date), cast('1970-01-01' as date)
            )
            then {{ written }}
    end
{%- endmacro %}
