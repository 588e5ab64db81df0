{#- Makes a table or view where one was, which goes in the same transaction. dbt's own
    are written beside it and renamed: four statements more, a third of a small table and
    most of a view. -#}
{% macro written_in_place(new, created) -%}
    {%- set old = load_cached_relation(this) -%}
    {%- if old and old.type != new.type -%}
        {%- do drop_relation_if_exists(old) -%}
    {%- endif -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        drop {{ new.type }} if exists {{ new }} cascade;
        {{ created }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
{%- endmacro %}
