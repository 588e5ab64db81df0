{#- Some people (first_name_number, last_name_number, birth_date and these columns) with
    all that two of them are compared by. -#}
{% macro people_described(people, columns, names) -%}
    select
        {%- for column in columns %}
        {{ people }}.{{ column }},
        {%- endfor %}
        first_names.given_name_key,
        first_names.given_name_meanings,
        first_names.name_key as first_name_key,
        first_names.letters as first_name_letters,
        first_names.is_first_name_of_many,
        last_names.name_key as last_name_key,
        last_names.letters as last_name_letters,
        {{ people }}.birth_date
    from {{ people }}
    left join {{ names }} as first_names
        on {{ people }}.first_name_number = first_names.name_number
    left join {{ names }} as last_names
        on {{ people }}.last_name_number = last_names.name_number
{%- endmacro %}
