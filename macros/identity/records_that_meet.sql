{#- One row per record of those that meet, by their record_key or group_id, with all
    that is compared of it. Few meet, so what they say is not looked for among all. -#}
{% macro records_that_meet(features, met, key) -%}
    {%- set columns = [key] -%}
    {%- for said in evidence_said().values() -%}
        {%- do columns.extend(said.columns) -%}
    {%- endfor -%}
    select {{ features }}.{{ columns | unique | join(', ' ~ features ~ '.') }}
    from {{ features }}
    inner join {{ met }} on {{ features }}.{{ key }} = {{ met }}.{{ key }}
    where {{ looked_for(met ~ '.' ~ key) }}
{%- endmacro %}
