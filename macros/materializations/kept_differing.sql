{#- The numbers whose rows differ between two tables of one shape, as a step (kept_key). -#}
{% macro kept_differing(desk, one, other, column) -%}
    {{ return(closure_step(desk, 'differing',
        'select distinct kept_key from (select ' ~ column ~ ' as kept_key, hash(held) as'
        ~ ' content, 1 as share from ' ~ one ~ ' as held union all select ' ~ column
        ~ ', hash(held), -1 from ' ~ other ~ ' as held) as both_sides'
        ~ ' group by kept_key, content having sum(share) <> 0'
    )) }}
{%- endmacro %}
