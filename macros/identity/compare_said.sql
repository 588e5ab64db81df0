{#- One row per pair of groups and of what they say of one thing besides names, where
    both say some of it: the field's level, and nothing of the rest. -#}
{% macro compare_said(pairs, said, field, level) -%}
    select
        {{ pairs }}.left_group_id,
        {{ pairs }}.right_group_id,
        {%- for other in [
            'given_name_key', 'last_name_key', 'first_name', 'last_name', 'birth_date',
            'place', 'phone', 'email', 'loyalty_card'
        ] %}
        {{ level if other == field else 'cast(null as string)' }} as {{ other }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ pairs }}
    inner join {{ said }} as left_said on {{ pairs }}.left_group_id = left_said.group_id
    inner join {{ said }} as right_said on {{ pairs }}.right_group_id = right_said.group_id
{%- endmacro %}
