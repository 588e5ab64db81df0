{#- The numbers whose rows differ between two tables of one shape, as a step (kept_key).
    DuckDB's hash alone takes texts for one that differ in their 8th and 16th letter only;
    from the 4th letter on they stand elsewhere. -#}
{% macro kept_differing(desk, one, other, column) -%}
    {%- set held = [] -%}
    {%- for stated in adapter.get_columns_in_relation(other) -%}
        {%- do held.append(stated.name) -%}
        {%- if stated.is_string() -%}
            {%- do held.append('substring(' ~ stated.name ~ ', 4)') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set rows = 'select ' ~ column ~ ' as kept_key, hash('
        ~ held | join(', ') ~ ')' -%}
    {{ return(closure_step(desk, 'differing',
        'select distinct kept_key from (' ~ rows ~ ' as content, 1 as share from ' ~ one
        ~ ' union all ' ~ rows ~ ', -1 from ' ~ other ~ ') as both_sides'
        ~ ' group by kept_key, content having sum(share) <> 0'
    )) }}
{%- endmacro %}
