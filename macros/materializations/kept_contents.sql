{#- SQL of a text for all that a table holds, in whatever order; null where a table of
    more than so many rows is not to be read through. -#}
{% macro kept_contents(relation, most=none) -%}
    {%- set told = "count(*) || ' ' || coalesce(sum(cast(md5_number_lower("
        ~ "cast(held as varchar)) as hugeint)), 0)" -%}
    {%- if most is none -%}
        {{ return('select ' ~ told ~ ' from ' ~ relation ~ ' as held') }}
    {%- endif -%}
    {{ return(
        'select case when count(*) <= ' ~ most ~ ' then ' ~ told ~ ' end from (from '
        ~ relation ~ ' limit ' ~ (most + 1) ~ ') as held'
    ) }}
{%- endmacro %}
