{#- The weighed pairs, each with the log odds of one person against all other kinds of
    pairs and strangers. -#}
{% macro weigh_one_person(weighed) -%}
    select
        left_group_id,
        right_group_id,
        pattern_id,
        {%- for kind in pair_kinds() %}
        {{ kind }}_weight,
        {%- endfor %}
        cast(
            -ln(
                {%- for kind in pair_kinds() if kind != 'person' %}
                {{ exp_of(kind ~ '_weight - person_weight') }} +
                {%- endfor %}
                {{ exp_of('-person_weight') }}
            ) as decimal(18, 4)
        ) as weight
    from {{ weighed }}
{%- endmacro %}
