{#- Writes a kept table as its SQL says, forgets its changes, returns its new note. -#}
{% macro kept_anew(target, plan, rows) -%}
    {%- set meta = model.config.meta -%}
    {%- do closure_told(plan.desk, 'select 1') if plan.desk.waiting -%}
    {%- set existing = load_cached_relation(target) -%}
    {% call statement('anew', fetch_result=True) -%}
        {% if existing -%} drop {{ existing.type }} {{ existing }}; {%- endif %}
        {{ pack_rows(false) }}
        {{ create_table_as(False, target, rows) }}
        {{ pack_rows(true) }}
        {% if meta.get('kept_by') -%}
            create or replace table {{ kept_changes(target) }} as
            select
                cast(0 as bigint) as version,
                {{ meta.get('tells', meta.kept_by) | join(', ') }}
            from {{ target }}
            limit 0;
        {%- endif %}
        select count(*) from {{ target }}
    {%- endcall %}
    {{ return({
        'life': invocation_id, 'version': 1, 'rows': load_result('anew').table.rows[0][0] | int
    }) }}
{%- endmacro %}
