{#- The SQL of what some rows of a shape say, as numbers: kept_key, and content, which
    is equal where all columns are. DuckDB's hash alone takes texts for one that differ in
    their 8th and 16th letter only; from the 4th letter on they stand elsewhere. -#}
{% macro kept_heard(rows, shape, column) -%}
    {%- set held = [] -%}
    {%- for stated in shape.split('; ') -%}
        {%- set name = stated.split(' ')[0] -%}
        {%- do held.append(name) -%}
        {%- if stated == name ~ ' VARCHAR' -%}
            {%- do held.append(
                'case when strlen(' ~ name ~ ') > 15 then substring(' ~ name ~ ', 4) end'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'select ' ~ column ~ ' as kept_key, hash(' ~ held | join(', ') ~ ') as content from '
        ~ rows
    ) }}
{%- endmacro %}
