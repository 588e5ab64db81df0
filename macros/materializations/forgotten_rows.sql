{#- What a history holds of who was erased, and the SQL that takes it out: rows go by
    the column that its meta `forgets`; in rows that stay the column that it `unnames` is
    emptied. There is neither where no list of the erased stands, nor on Spark, whose
    Parquet tables take no deletes. -#}
{% macro forgotten_rows(target) -%}
    {{ return(adapter.dispatch('forgotten_rows')(target)) }}
{%- endmacro %}

{% macro default__forgotten_rows(target) -%}
    {{ return({}) }}
{%- endmacro %}

{% macro duckdb__forgotten_rows(target) -%}
    {%- set meta, node = model.config.meta,
        graph.nodes.get('model.stammkunde.int_identity_erased') -%}
    {%- if not meta.get('forgets') or not node -%}
        {{ return({}) }}
    {%- endif -%}
    {%- set erased = load_cached_relation(api.Relation.create(
        database=node.database, schema=node.schema, identifier=node.alias
    )) -%}
    {%- if not erased -%}
        {{ return({}) }}
    {%- endif -%}
    {%- set theirs = is_of_erased(meta.forgets, erased) -%}
    {%- set found = [theirs] -%}
    {%- set taken_out = ['delete from ' ~ target ~ ' where ' ~ theirs] -%}
    {%- for column in [meta.unnames] if column -%}
        {%- set borne = is_of_erased(column, erased) -%}
        {%- do found.append(borne) -%}
        {%- do taken_out.append(
            'update ' ~ target ~ ' set ' ~ column ~ ' = null where ' ~ borne
        ) -%}
    {%- endfor -%}
    {{ return({'are': found | join(' or '), 'taken_out': taken_out | join('; ')}) }}
{%- endmacro %}
