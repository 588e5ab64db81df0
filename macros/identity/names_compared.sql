{#- One row per pair of groups and of names that they say, with the names that both bear
    and the levels of the two. Two names meet in many pairs and are compared once; only
    of whom they do not fit as they stand is it asked whether they changed places. -#}
{% macro names_compared(pairs, said, names) -%}
    {%- set verdict = "case when verdicts = 'same' or " ~ names_changed_places()
        ~ " then 'same' else replace(coalesce(verdicts, 'unknown'), 'contradict', 'different') end"
    -%}
    with met_names as (
        {{ names_that_meet(pairs, said) }}
    ),
    first_verdicts as (
        {{ first_names_compared('met_names', names) }}
    ),
    last_verdicts as (
        {{ last_names_compared('met_names', names) }}
    )
    select
        met_names.left_group_id,
        met_names.right_group_id,
        case when left_first.given_name_key = right_first.given_name_key
            then left_first.given_name_key end as given_name_key,
        case when left_last.name_key = right_last.name_key
            then left_last.name_key end as last_name_key,
        {{ verdict | replace('verdicts', 'first_verdicts.first_names') }} as first_name,
        {{ verdict | replace('verdicts', 'last_verdicts.last_names') }} as last_name
    from met_names
    {{ names_by_number('met_names', names) }}
    {%- for part in ['first', 'last'] %}
    left join {{ part }}_verdicts
        on met_names.left_{{ part }}_number = {{ part }}_verdicts.left_number
        and met_names.right_{{ part }}_number = {{ part }}_verdicts.right_number
    {%- endfor %}
{%- endmacro %}
