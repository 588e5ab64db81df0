{#- Appends what the model returns to a table that nothing ever drops, --full-refresh
    included: it remembers what cannot be computed again (ids given, times of entry). Kept
    tables may read it where its meta `tells` columns of its new rows. -#}
{% materialization history, default %}
    {%- set columns = model.columns.values() | map(attribute='name') | join(', ') -%}
    {{ run_hooks(pre_hooks) }}
    {%- set rows = noted_rows(this, sql) if model.config.meta.get('tells') else sql -%}
    {% call statement('main') -%}
        insert into {{ this }} ({{ columns }})
        select {{ columns }} from ({{ rows }}) as new_rows
    {%- endcall %}
    {{ adapter.commit() }}
    {%- do drop_closure_steps(closure_desk(this)) -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [this]}) }}
{% endmaterialization %}
