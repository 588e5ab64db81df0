{#- True for rows whose record_key or customer_id, whichever `column` is, is an erased
    person's: an id is made of a record, and passes to nobody. -#}
{% macro is_of_erased(column, erased) -%}
    {%- set theirs = {
        'record_key': 'record_key', 'customer_id': new_customer_id('record_key')
    } -%}
    {{ column }} in (select {{ theirs[column] }} from {{ erased }})
{%- endmacro %}
