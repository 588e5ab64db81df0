{#- One row per link that shares an end with another, whose partner does not go together
    with its own: how much that speaks against it. Of two such partners one may be
    right, so it is how sure the other link is, and no more than the two partners speak
    against each other. -#}
{% macro torn_links(ends, against) -%}
    select
        least(one.group_id, one.partner_id) as left_group_id,
        greatest(one.group_id, one.partner_id) as right_group_id,
        max(least({{ against }}.weight, other.weight)) as weight_against
    from {{ ends }} as one
    inner join {{ ends }} as other
        on one.group_id = other.group_id and one.partner_id <> other.partner_id
    inner join {{ against }}
        on
            least(one.partner_id, other.partner_id) = {{ against }}.left_group_id
            and greatest(one.partner_id, other.partner_id)
            = {{ against }}.right_group_id
    group by 1, 2
{%- endmacro %}
