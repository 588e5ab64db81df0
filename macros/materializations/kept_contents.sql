{#- SQL of a text for all that a table holds, in whatever order. -#}
{% macro kept_contents(relation) -%}
    {{ return(
        "select count(*) || ' ' || coalesce(sum(cast(md5_number_lower("
        ~ 'cast(held as varchar)) as hugeint)), 0) from ' ~ relation ~ ' as held'
    ) }}
{%- endmacro %}
