{#- Conditions that part a table by `trust_rank`: each kind of identifier of ours alone,
    because each has few enough values to find them fast; what a house ranks elsewhere
    together. -#}
{% macro ranks_apart() -%}
    {%- set last, conditions = 14, [] -%}
    {%- for rank in range(1, last + 1) -%}
        {%- do conditions.append('= ' ~ rank) -%}
    {%- endfor -%}
    {{ return(conditions + ['not between 1 and ' ~ last]) }}
{%- endmacro %}
