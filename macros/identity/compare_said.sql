{#- One row per pair of groups and of what their records say of one thing, where both
    say some of it: the fields' levels, the names that both bear, nothing of the rest. -#}
{% macro compare_said(pairs, records, known, said, levels) -%}
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
    {%- for side in ['left', 'right'] %}
    inner join (
        select group_id, {{ said | join(', ') }}
        from {{ records }}
        where {{ known }} is not null
        group by group_id, {{ said | join(', ') }}
    ) as {{ side }}_said on {{ pairs }}.{{ side }}_group_id = {{ side }}_said.group_id
    {%- endfor %}
{%- endmacro %}
