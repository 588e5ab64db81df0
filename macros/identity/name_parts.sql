{#- One row per name with the parts of it by which records meet: each name is hashed
    once, and not once a record. -#}
{% macro name_parts(names) -%}
    select
        name_number,
        {{ hash_of('given_name_key') }} as given,
        {{ hash_of('name_key') }} as family,
        {{ hash_of('left(given_name_key, 3)', false) }} as given_start,
        {{ hash_of('left(name_key, 3)', false) }} as family_start,
        {{ hash_of('left(given_name_key, 1)', false) }} as given_letter,
        {{ hash_of('left(name_key, 1)', false) }} as family_letter
    from {{ names }}
{%- endmacro %}
