{#- Whether two tables have the same columns of the same types. -#}
{% macro kept_is_alike(one, other) -%}
    {%- set shapes = [] -%}
    {%- for relation in [one, other] -%}
        {%- set shape = [] -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- do shape.append(column.name ~ ' ' ~ column.data_type) -%}
        {%- endfor -%}
        {%- do shapes.append(shape | sort) -%}
    {%- endfor -%}
    {{ return(shapes[0] == shapes[1]) }}
{%- endmacro %}
