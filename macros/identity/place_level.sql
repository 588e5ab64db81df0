{#- same (house), home (one house, a typing error in its address), street (and town),
    door (house number and town), area (postal code and town), elsewhere (a street of
    that name), postal_code, city, different, unknown. -#}
{% macro place_level(left_person, right_person) -%}
    {%- set l, r = left_person, right_person -%}
    {%- set street = names_similar(l ~ '.street_letters', r ~ '.street_letters') -%}
    {%- set city = names_similar(l ~ '.city_letters', r ~ '.city_letters') -%}
    {%- set code = 'levenshtein(' ~ l ~ '.postal_code, ' ~ r ~ '.postal_code) <= 1' -%}
    {%- set house = l ~ '.house_key = ' ~ r ~ '.house_key' -%}
    {%- set nothing =
        'coalesce(person.street_letters, person.postal_code, person.city_letters) is null'
    -%}
    case
        when {{ nothing | replace('person', l) }} or {{ nothing | replace('person', r) }}
            then 'unknown'
        when {{ l }}.address_key = {{ r }}.address_key then 'same'
        when {{ street }} then case
            when not coalesce({{ code }}, false) and not coalesce({{ city }}, false)
                then 'elsewhere'
            when {{ house }} then 'home'
            else 'street'
        end
        when {{ city }} then case
            when {{ house }} then 'door'
            when {{ code }} then 'area'
            else 'city'
        end
        when {{ house }} and {{ code }} then 'door'
        when {{ l }}.postal_code = {{ r }}.postal_code then 'postal_code'
        else 'different'
    end
{%- endmacro %}
