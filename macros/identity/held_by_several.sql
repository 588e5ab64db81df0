{#- One row per value that several records hold (identifier_key, trust_rank,
    record_count), counted kind by kind. -#}
{% macro held_by_several(identifiers) -%}
    {%- set counted = [] -%}
    {%- for ranked in ranks_apart() -%}
        {%- do counted.append(
            'select identifier_key, trust_rank, count(*) as record_count from '
            ~ identifiers ~ ' where trust_rank ' ~ ranked
            ~ ' group by identifier_key, trust_rank having count(*) > 1'
        ) -%}
    {%- endfor -%}
    {{ return(counted | join(' union all ')) }}
{%- endmacro %}
