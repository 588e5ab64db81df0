{#- Some records or groups (these columns and the numbers of their streets and towns)
    with the letters by which these are compared; several words have the same. -#}
{% macro places_told(records, columns, words) -%}
    select
        {%- for column in columns %}
        {{ records }}.{{ column }},
        {%- endfor %}
        streets.street_letters,
        cities.city_letters
    from {{ records }}
    {%- for name, part in [('streets', 'street'), ('cities', 'city')] %}
    left join (
        select {{ part }}_key, min({{ part }}_letters) as {{ part }}_letters
        from {{ words }}
        where {{ part }}_key in (
            select {{ part }}_key from {{ records }}
            where {{ looked_for(part ~ '_key') }}
        )
        group by {{ part }}_key
    ) as {{ name }} on {{ records }}.{{ part }}_key = {{ name }}.{{ part }}_key
    {%- endfor %}
{%- endmacro %}
