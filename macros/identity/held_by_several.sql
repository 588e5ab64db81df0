{#- One row per value that several records hold (identifier_key, trust_rank,
    record_count). Kind by kind, because each has few enough values to find them fast;
    kinds that a house ranks elsewhere are counted together. -#}
{% macro held_by_several(identifiers) -%}
    {%- set last, counted = 14, [] -%}
    {%- for ranked in range(1, last + 1) | list + [none] -%}
        {%- do counted.append(
            'select identifier_key, trust_rank, count(*) as record_count from '
            ~ identifiers ~ ' where trust_rank '
            ~ ('= ' ~ ranked if ranked else 'not between 1 and ' ~ last)
            ~ ' group by identifier_key, trust_rank having count(*) > 1'
        ) -%}
    {%- endfor -%}
    {{ return(counted | join(' union all ')) }}
{%- endmacro %}
