{#- Turns the record names of an id history that an earlier version wrote (shop:1) into
    today's keys, column by column, so that every id already given stays who it is. -#}
{% macro adopt_named_keys() -%}
    {%- if execute -%}
        {%- set node = graph.nodes['model.stammkunde.int_customer_id_history'] -%}
        {%- set table = api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias
        ) -%}
        {%- for column in adapter.get_columns_in_relation(table)
            if column.name in ['record_key', 'origin_record_key'] and column.is_string() -%}
            {%- do run_query(
                'alter table ' ~ table ~ ' alter column ' ~ column.name
                ~ ' type bigint using (' ~ record_key_of(column.name) ~ ')'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
