{#- The SQL of what some rows of a shape say, as numbers: kept_key, and content, which
    is equal where all columns are; beside them the column that they are found by, if any.
    DuckDB's hash alone takes texts for one that differ in their 8th and 16th letter only;
    from the 4th letter on they stand elsewhere. -#}
{% macro kept_heard(rows, shape, columns) -%}
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
        'select ' ~ columns[0] ~ ' as kept_key, hash(' ~ held | join(', ') ~ ') as content'
        ~ (', ' ~ columns[1] if columns[1] else '') ~ ' from ' ~ rows
    ) }}
{%- endmacro %}
