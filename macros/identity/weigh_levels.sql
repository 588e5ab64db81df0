{#- One row per pattern, with what its known levels say for each kind of pair. -#}
{% macro weigh_levels(levels, weights) -%}
    select
        {{ levels }}.pattern_id,
        {%- for kind in ['person', 'household', 'namesake', 'twin', 'bearer'] %}
        sum(case when {{ weights }}.kind = '{{ kind }}' then {{ weights }}.weight else 0 end)
            as {{ kind }}_weight{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ levels }}
    inner join {{ weights }}
        on
            {{ levels }}.field = {{ weights }}.field
            and {{ levels }}.level = {{ weights }}.level
    group by 1
{%- endmacro %}
