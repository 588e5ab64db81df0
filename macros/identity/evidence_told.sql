{#- Some records (these columns and all that is compared of them, by number) with what
    their names, streets and towns say. -#}
{% macro evidence_told(records, columns, names, words) -%}
    {%- set told = columns | list -%}
    {%- for said in evidence_said().values() -%}
        {%- do told.extend(said.columns) -%}
    {%- endfor -%}
    {%- set told = told | unique | list -%}
    with placed as (
        {{ places_told(records, told, words) }}
    )
    {{ names_told('placed', told + ['street_letters', 'city_letters'], names) }}
{%- endmacro %}
