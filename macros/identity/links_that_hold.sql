{#- The links that are likely enough even against what speaks against them. -#}
{% macro links_that_hold(links, torn, threshold) -%}
    select
        {{ links }}.left_group_id,
        {{ links }}.right_group_id,
        {{ links }}.pattern_id,
        {{ links }}.weight,
        {{ links }}.probability
    from {{ links }}
    cross join {{ threshold }}
    left join {{ torn }}
        on
            {{ links }}.left_group_id = {{ torn }}.left_group_id
            and {{ links }}.right_group_id = {{ torn }}.right_group_id
    where
        {{ links }}.weight
        >= {{ threshold }}.link_weight
        + greatest(coalesce({{ torn }}.weight_against, 0), 0)
{%- endmacro %}
