{#- One row per value by which several groups may meet (block_key, group_count). Each
    eighth of the values, by the last bits of their numbers, is counted apart: it has
    few enough to find them fast. -#}
{% macro met_by_several(block_values) -%}
    {%- set counted = [] -%}
    {%- for eighth in range(8) -%}
        {%- do counted.append(
            'select block_key, count(*) as group_count from ' ~ block_values
            ~ ' where (block_key & 7) = ' ~ eighth
            ~ ' group by block_key having count(*) > 1'
        ) -%}
    {%- endfor -%}
    {{ return(counted | join(' union all ')) }}
{%- endmacro %}
