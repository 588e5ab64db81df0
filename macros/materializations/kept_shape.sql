{#- The SQL of what columns some rows have, and of what types, as one text. -#}
{% macro kept_shape(rows) -%}
    {{ return(
        "(select string_agg(column_name || ' ' || column_type, '; ' order by column_name)"
        ~ ' from (describe ' ~ rows ~ '))'
    ) }}
{%- endmacro %}
