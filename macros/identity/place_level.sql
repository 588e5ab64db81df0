{#- same (house), street (and town, a typing error in one), elsewhere (a street of that
    name), postal_code, city, different, unknown. -#}
{% macro place_level(left_person, right_person) -%}
    {%- set l, r = left_person, right_person -%}
    {%- set same_street =
        names_similar(l ~ '.street_letters', r ~ '.street_letters') -%}
    {%- set nothing =
        'coalesce(person.street_letters, person.postal_code, person.city_letters) is null'
    -%}
    case
        when {{ nothing | replace('person', l) }} or {{ nothing | replace('person', r) }}
            then 'unknown'
        when {{ l }}.address_key = {{ r }}.address_key then 'same'
        when {{ same_street }} and (
            levenshtein({{ l }}.postal_code, {{ r }}.postal_code) <= 1
            or {{ l }}.city_letters = {{ r }}.city_letters
        ) then 'street'
        when {{ same_street }} then 'elsewhere'
        when {{ l }}.postal_code = {{ r }}.postal_code then 'postal_code'
        when {{ names_similar(l ~ '.city_letters', r ~ '.city_letters') }} then 'city'
        else 'different'
    end
{%- endmacro %}
