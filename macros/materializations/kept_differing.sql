{#- The numbers of which two sides do not say the same (kept_heard), as a step
    (kept_key). -#}
{% macro kept_differing(desk, one, other) -%}
    {{ return(closure_step(desk, 'differing',
        'select distinct kept_key from (select *, 1 as share from (' ~ one
        ~ ') as one_side union all select *, -1 from (' ~ other ~ ') as other_side)'
        ~ ' as both_sides group by kept_key, content having sum(share) <> 0'
    )) }}
{%- endmacro %}
