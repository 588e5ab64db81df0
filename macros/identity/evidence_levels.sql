{#- The seven comparisons of two records, as columns named after identity_evidence. -#}
{% macro evidence_levels(left_record, right_record) -%}
    {{ first_name_level(left_record, right_record) }} as first_name,
    {{ last_name_level(left_record, right_record) }} as last_name,
    {{ birth_date_level(left_record, right_record) }} as birth_date,
    {{ place_level(left_record, right_record) }} as place,
    {{ value_level(left_record ~ '.phone', right_record ~ '.phone', 1) }} as phone,
    {{ email_level(left_record, right_record) }} as email,
    {{ value_level(
        left_record ~ '.loyalty_card', right_record ~ '.loyalty_card', 2
    ) }} as loyalty_card
{%- endmacro %}
