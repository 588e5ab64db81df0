{#- Puts the rows of some SQL in a model's place and ends its run: they are written
    beside it, so that readers see the old table until the new one is whole. -#}
{% macro written_beside(target, rows) -%}
    {%- set finished = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, 'table') -%}
    {%- do drop_relation_if_exists(load_cached_relation(finished)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {% call statement('main') -%}
        {{ create_table_as(False, finished, rows) }}
    {%- endcall %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none -%}
        {%- do adapter.rename_relation(existing, backup) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(finished, target) -%}
    {%- do run_hooks(post_hooks, inside_transaction=True) -%}
    {{ adapter.commit() }}
    {%- do drop_relation_if_exists(backup) -%}
    {%- do drop_closure_steps(target) -%}
    {%- do run_hooks(post_hooks, inside_transaction=False) -%}
{%- endmacro %}
