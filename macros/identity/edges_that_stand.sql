{#- The edges that are not among those that gave way. -#}
{% macro edges_that_stand(edges, lost_edges) -%}
    select
        {{ edges }}.left_record_key,
        {{ edges }}.right_record_key,
        {{ edges }}.identifier_key,
        {{ edges }}.trust_rank
    from {{ edges }}
    left join {{ lost_edges }}
        on
            {{ edges }}.left_record_key = {{ lost_edges }}.left_record_key
            and {{ edges }}.right_record_key = {{ lost_edges }}.right_record_key
            and {{ edges }}.identifier_key = {{ lost_edges }}.identifier_key
    where {{ lost_edges }}.left_record_key is null
{%- endmacro %}
