{#- Writes a kept table as its SQL says, forgets its changes, returns its new note. -#}
{% macro kept_anew(target, plan, sql) -%}
    {%- set meta = model.config.meta -%}
    {%- set rows = kept_rows(plan.desk, sql) -%}
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
    {#- A dictionary is written at each run and lives on while it is made alike. -#}
    {%- set lives_on = not meta.get('kept_by')
        and plan.known.get('digest') == plan.digest and not flags.FULL_REFRESH -%}
    {{ return({
        'life': plan.known.life if lives_on else invocation_id, 'version': 1
    }) }}
{%- endmacro %}
