{#- One row per pattern, with what its known levels say for each kind of pair. -#}
{% macro weigh_levels(levels, weights) -%}
    select
        {{ levels }}.pattern_id,
        {{- weights_by_kind(weights) }}
    from {{ levels }}
    inner join {{ weights }}
        on
            {{ levels }}.field = {{ weights }}.field
            and {{ levels }}.level = {{ weights }}.level
    group by 1
{%- endmacro %}
