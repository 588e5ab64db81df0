{#- The patterns, each with how much likelier it makes each kind of pair than
    strangers: as decimals that fit an engine's 64 bits, also when rarities are added. -#}
{% macro weigh_patterns(patterns, summed_up, weights) -%}
    select
        {{ patterns }}.pattern_id,
        {{ hash_of(patterns ~ '.pattern_id') }} as pattern_key,
        {{ patterns }}.first_name,
        {{ patterns }}.last_name,
        {{ patterns }}.birth_date,
        {{ patterns }}.place,
        {{ patterns }}.phone,
        {{ patterns }}.email,
        {{ patterns }}.loyalty_card
        {%- for kind in pair_kinds() %},
        cast(
            {{ kind }}.weight + coalesce({{ summed_up }}.{{ kind }}_weight, 0)
            as decimal(12, 6)
        ) as {{ kind }}_weight
        {%- endfor %}
    from {{ patterns }}
    {%- for kind in pair_kinds() %}
    inner join {{ weights }} as {{ kind }}
        on {{ kind }}.field = 'kind' and {{ kind }}.kind = '{{ kind }}'
    {%- endfor %}
    left join {{ summed_up }} on {{ patterns }}.pattern_id = {{ summed_up }}.pattern_id
{%- endmacro %}
