{#- One row per group and address that its records say, with the letters by which
    streets and towns are compared: what several say alike is looked up once. -#}
{% macro places_said(records, words) -%}
    with addresses as (
        {{ said_by_groups(records, 'place') }}
    )
    {{ places_told('addresses', ['group_id'] + evidence_said().place.columns, words) }}
{%- endmacro %}
