{#- Some meetings with the trust in what ties them, and whether the rule of their kind
    lets the value tie them, for sure or because one may have married. -#}
{% macro meetings_judged(meetings, comparisons, rules) -%}
    {%- set m, c, r = meetings, comparisons, rules -%}
    {%- set accepted %}not {{ r }}.needs_compatible_names or (
            {{ c }}.birth_dates <> 'contradict'
            and (({{ m }}.is_left_named and {{ m }}.is_right_named)
                or not {{ r }}.needs_both_names)
            and ({{ m }}.is_left_named = {{ m }}.is_right_named
                or {{ r }}.ties_named_to_nameless)
            and ({{ c }}.has_compatible_names
                or ({{ r }}.allows_new_last_name and {{ c }}.has_new_last_name
                    and {{ m }}.is_left_named and {{ m }}.is_right_named))
        ){% endset %}
    select
        case
            when {{ r }}.needs_compatible_names and not {{ c }}.has_compatible_names
                and {{ c }}.has_new_last_name then {{ r }}.new_last_name_rank
            else {{ m }}.trust_rank
        end as trust_rank,
        {{ m }}.identifier_key, {{ m }}.left_signature, {{ m }}.right_signature,
        {{ m }}.left_record_key, {{ m }}.right_record_key,
        {{ m }}.is_left_named, {{ m }}.is_right_named,
        {{ accepted }} as is_accepted,
        ({{ accepted }}) and ({{ c }}.has_compatible_names
            or {{ r }}.new_last_name_rank = {{ m }}.trust_rank) as is_sure
    from {{ m }}
    inner join {{ c }}
        on {{ m }}.left_signature = {{ c }}.left_signature
        and {{ m }}.right_signature = {{ c }}.right_signature
    inner join {{ r }} on {{ m }}.trust_rank = {{ r }}.trust_rank
{%- endmacro %}
