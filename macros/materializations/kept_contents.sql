{#- SQL of a text for all that a table holds, in whatever order; null where a table of
    more than so many rows is not to be read through. -#}
{% macro kept_contents(relation, most=none) -%}
    {%- set number = 'cast(md5_number_lower(cast(held as varchar)) as hugeint)' -%}
    {%- set told = "count(*) || ' ' || coalesce(sum(" -%}
    {%- if most is none -%}
        {{ return('select ' ~ told ~ number ~ '), 0) from ' ~ relation ~ ' as held') }}
    {%- endif -%}
    {#- Of a larger table no row is numbered, which costs the most. -#}
    {%- set is_small = '(select count(*) from ' ~ relation ~ ') <= ' ~ most -%}
    {{ return(
        'select case when ' ~ is_small ~ ' then ' ~ told ~ 'case when ' ~ is_small
        ~ ' then ' ~ number ~ ' end), 0) end from (from ' ~ relation ~ ' limit '
        ~ (most + 1) ~ ') as held'
    ) }}
{%- endmacro %}
