{#- The year of birth in a mailbox's whole name, its last two digits: 89 of
    vanessameier1989. -#}
{% macro year_in_name(whole_name) -%}
    {{ mailbox_year(regexp_replace_all(whole_name, '[^0-9]', '')) }}
{%- endmacro %}
