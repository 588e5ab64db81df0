{#- The numbers of which two tables do not say the same (kept_heard), as a step
    (kept_key). Numbers are first compared by the heap: most heaps are alike, and to sum
    up a heap costs less than to look at each of its numbers. -#}
{% macro kept_differing(desk, one, other) -%}
    {%- set heap = 'kept_key & 16383' -%}
    {%- set heaps = closure_step(desk, 'heaps',
        'select heap from (select ' ~ heap ~ ' as heap, sum(content) as content, count(*)'
        ~ ' as rows_count from ' ~ one ~ ' group by heap union all select ' ~ heap
        ~ ', -sum(content), -count(*) from ' ~ other ~ ' group by 1) as summed'
        ~ ' group by heap having sum(content) <> 0 or sum(rows_count) <> 0'
    ) -%}
    {{ return(closure_step(desk, 'differing',
        'select distinct kept_key from (select kept_key, content, 1 as share from ' ~ one
        ~ ' union all select kept_key, content, -1 from ' ~ other ~ ') as both_sides where ' ~ heap
        ~ ' in (' ~ kept_keys('heap', heaps) ~ ')'
        ~ ' group by kept_key, content having sum(share) <> 0'
    )) }}
{%- endmacro %}
