{#- Whether so many touched numbers are so much of a table that to write it anew costs
    less: a third; a few thousand never are. -#}
{% macro kept_is_most(touched, rows) -%}
    {{ return(touched > 10000 and touched * 3 > rows) }}
{%- endmacro %}
