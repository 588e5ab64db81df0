{#- Whether so many touched numbers are so much of a table that it costs less to write it
    anew: a third; of a few thousand rows never. -#}
{% macro kept_is_most(touched, rows) -%}
    {{ return(touched > 10000 and touched * 3 > rows) }}
{%- endmacro %}
