{#- Some records or groups (these columns, an e-mail, and the numbers of their names as
    they are read and as they are stated) with all that their names are compared by, and
    what stands before the @ besides the stated ones. -#}
{% macro names_told(records, columns, names) -%}
    select
        {%- for column in columns %}
        {{ records }}.{{ column }},
        {%- endfor %}
        first_names.given_name_key,
        first_names.given_name_meanings,
        first_names.is_first_name_of_many,
        first_names.name_key as first_name_key,
        first_names.letters as first_name_letters,
        last_names.name_key as last_name_key,
        last_names.letters as last_name_letters,
        {{ email_own_part(
            records ~ '.email', 'stated_first_names.mailbox_letters',
            'stated_last_names.mailbox_letters'
        ) }} as email_own_part
    from {{ records }}
    {%- for name in [
        'first_name', 'last_name', 'stated_first_name', 'stated_last_name'
    ] %}
    left join {{ names }} as {{ name }}s
        on {{ records }}.{{ name }}_number = {{ name }}s.name_number
    {%- endfor %}
{%- endmacro %}
