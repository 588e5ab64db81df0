{#- Appends what the model returns to a table that nothing ever drops, --full-refresh
    included: it remembers what cannot be computed again (ids given, times of entry). -#}
{% materialization history, default %}
    {%- set columns = model.columns.values() | map(attribute='name') | join(', ') -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        insert into {{ this }} ({{ columns }})
        select {{ columns }} from ({{ sql }}) as new_rows
    {%- endcall %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [this]}) }}
{% endmaterialization %}
