{#- The SQL of what some rows of a shape say, as numbers: kept_key, and content, which
    is equal where all columns are. Rows that are `found_by` a column are told apart by its
    hash, and it stands beside: their key, which costs more, need not be known for that.
    DuckDB's hash alone takes texts for one that differ in their 8th and 16th letter only;
    from the 4th letter on they stand elsewhere. -#}
{% macro kept_heard(rows, shape, key, found_by=none) -%}
    {%- set held = [] -%}
    {%- for stated in shape.split('; ')
        if not found_by or stated.split(' ')[0] != key -%}
        {%- set name = stated.split(' ')[0] -%}
        {%- do held.append(name) -%}
        {%- if stated == name ~ ' VARCHAR' -%}
            {%- do held.append(
                'case when strlen(' ~ name ~ ') > 15 then substring(' ~ name ~ ', 4) end'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set told = 'hash(' ~ found_by ~ ') as kept_key, ' ~ found_by if found_by
        else key ~ ' as kept_key' -%}
    {{ return(
        'select ' ~ told ~ ', hash(' ~ held | join(', ') ~ ') as content from ' ~ rows
    ) }}
{%- endmacro %}
