{#- True when a person's given name is short for this one; most are short for none. -#}
{% macro name_meant(person, name_key) -%}
    (
        length({{ person }}.given_name_meanings) > length({{ person }}.given_name_key) + 2
        and {{ person }}.given_name_meanings like '%|' || {{ name_key }} || '|%'
    )
{%- endmacro %}
