{#- Appends what the model returns to a table that nothing ever drops, --full-refresh
    included: it remembers what cannot be computed again (ids given, times of entry), but
    for who was erased: their rows go by the column that its meta `forgets`, and others'
    rows lose the column that it `unnames` (forgotten_rows). Kept
    tables may read it where its meta `tells` columns of its new rows. On DuckDB what it
    `reads` is cut down, as a kept table's is, to those who are tied to a touched number,
    however far: `ties` names the tables, itself among them, that tie two columns. -#}
{% materialization history, default %}
    {%- set columns = model.columns.values() | map(attribute='name') | join(', ') -%}
    {{ run_hooks(pre_hooks) }}
    {%- set news = noted_rows(this, sql) if model.config.meta.get('tells')
        else {'sql': sql, 'forgotten': forgotten_rows(this)} -%}
    {% call statement('main') -%}
        {% if news.forgotten %}{{ news.forgotten.taken_out }};{% endif %}
        {{ pack_rows(false) }}
        insert into {{ this }} ({{ columns }})
        select {{ columns }} from ({{ news.sql }}) as new_rows;
        {{ pack_rows(true) }}
    {%- endcall %}
    {%- if news.note -%}
        {%- set rows = run_query('select count(*) from ' ~ this).rows[0][0] | int -%}
        {%- do news.note.update({'rows': rows}) -%}
        {%- do run_query(
            'comment on table ' ~ this ~ " is '" ~ tojson({'kept': news.note}) ~ "'"
        ) -%}
    {%- endif -%}
    {{ adapter.commit() }}
    {%- if news.note -%}
        {%- do kept_remembered(this.database).notes.update({kept_name(this): news.note}) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [this]}) }}
{% endmaterialization %}
