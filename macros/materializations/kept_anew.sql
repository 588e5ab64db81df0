{#- Writes a kept table as its SQL says, forgets its changes, returns its new note. -#}
{% macro kept_anew(target, plan, rows) -%}
    {%- set meta = model.config.meta -%}
    {%- do open_transaction() -%}
    {%- set existing = load_cached_relation(target) -%}
    {%- if existing is not none -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {#- To pack texts takes DuckDB as long as to find them; who reads them would unpack
        them again. -#}
    {%- do run_query(
        "set disabled_compression_methods = 'fsst,zstd,dictionary,dict_fsst'"
    ) -%}
    {% call statement('anew') -%}
        {{ create_table_as(False, target, rows) }}
    {%- endcall %}
    {%- do run_query('reset disabled_compression_methods') -%}
    {%- if meta.get('kept_by') -%}
        {%- do run_query(
            'create or replace table ' ~ kept_changes(target)
            ~ ' as select cast(0 as bigint) as version, '
            ~ meta.get('tells', meta.kept_by) | join(', ') ~ ' from ' ~ target ~ ' limit 0'
        ) -%}
    {%- endif -%}
    {{ return({'life': invocation_id, 'version': 1}) }}
{%- endmacro %}
