{#- Log odds that a pair is one person. What a household or a mailbox shares counts up
    to its ceiling, then first name and birth date, which a family does not share. -#}
{% macro capped_weight(prior, ceilings, pair) -%}
    least(
        least(
            least({{ prior }} + {{ pair }}.household_weight, {{ ceilings }}.household_ceiling)
            + {{ pair }}.contact_weight,
            {{ ceilings }}.contact_ceiling
        ) + {{ pair }}.first_name_weight,
        {{ ceilings }}.namesake_ceiling
    ) + {{ pair }}.birth_date_weight
{%- endmacro %}
