{#- The weighed pairs, each with the log odds of one person against relatives, namesakes
    and twins of one home, bearers of one name and strangers. -#}
{% macro weigh_one_person(weighed) -%}
    select
        left_group_id,
        right_group_id,
        pattern_id,
        person_weight,
        household_weight,
        namesake_weight,
        twin_weight,
        bearer_weight,
        cast(
            -ln(
                {{ exp_of('household_weight - person_weight') }}
                + {{ exp_of('namesake_weight - person_weight') }}
                + {{ exp_of('twin_weight - person_weight') }}
                + {{ exp_of('bearer_weight - person_weight') }}
                + {{ exp_of('-person_weight') }}
            ) as decimal(18, 4)
        ) as weight
    from {{ weighed }}
{%- endmacro %}
