{#- One row per pair of groups and of what they say of one thing, where both say some of
    it: the fields' levels, the names that both bear, and nothing of the rest. -#}
{% macro compare_said(pairs, said, levels) -%}
    select
        {{ pairs }}.left_group_id,
        {{ pairs }}.right_group_id,
        {%- for name, field in {
            'given_name_key': 'first_name', 'last_name_key': 'last_name'
        }.items() %}
        {% if field in levels -%}
        case when left_said.{{ name }} = right_said.{{ name }} then left_said.{{ name }} end
        {%- else -%}
        cast(null as string)
        {%- endif %} as {{ name }},
        {%- endfor %}
        {%- for field in [
            'first_name', 'last_name', 'birth_date', 'place', 'phone', 'email',
            'loyalty_card'
        ] %}
        {{ levels.get(field, 'cast(null as string)') }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ pairs }}
    inner join {{ said }} as left_said on {{ pairs }}.left_group_id = left_said.group_id
    inner join {{ said }} as right_said on {{ pairs }}.right_group_id = right_said.group_id
{%- endmacro %}
