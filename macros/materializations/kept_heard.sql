{#- The SQL of what some rows say, as numbers: kept_key, and content, which is equal
    where all columns are. DuckDB's hash alone takes texts for one that differ in their 8th
    and 16th letter only; from the 4th letter on they stand elsewhere. -#}
{% macro kept_heard(rows, columns, column) -%}
    {%- set held = [] -%}
    {%- for stated in columns -%}
        {%- do held.append(stated.name) -%}
        {%- if stated.is_string() -%}
            {%- do held.append('substring(' ~ stated.name ~ ', 4)') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'select ' ~ column ~ ' as kept_key, hash(' ~ held | join(', ') ~ ') as content from '
        ~ rows
    ) }}
{%- endmacro %}
