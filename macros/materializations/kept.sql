{#- A table of which a run writes only what has changed, and which yet is at any time what
    its SQL says of all its inputs. Spark writes it anew each time. In the model's meta:

    kept_by   numbers (of one kind: record keys, say) that tell rows apart: rows of one
              number depend on nothing but that number's rows in what is read
    reads     input -> how it leads to these numbers: the name of its column, a list of
              such, or (see kept_touched) a column and the table it leads through
    looks_up  inputs in which an entry never changes but by their own SQL and seeds
              (dictionaries); any other input that changes has all written anew
    grows     {table, key, by}: whoever shares `by` with a touched number is touched
    tells     columns named to the next models where a row changed; else kept_by
    closes    true: the SQL lists links, and the table says who belongs together

    Without reads all is computed anew and compared, so that the next models learn what
    changed; without kept_by all is written anew, too: a dictionary.

    What changed is kept for twenty changes in <model>__changes, numbers only. What a
    table has seen of its inputs is its comment (kept_note), written in one transaction
    with its rows: a run that is killed leaves both as they were. A table without such a
    comment (an older version's, a copy) is written anew, and so is one whose rows
    somebody else has taken away, or any with --full-refresh. -#}
{% materialization kept, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {#- Opens the transaction. -#}
    {% call statement('opened') -%} select 1 {%- endcall %}
    {%- do drop_closure_steps(target) -%}
    {%- set plan = kept_plan(target, sql) -%}
    {%- if plan.is_anew -%}
        {%- set note = kept_anew(target, plan, sql) -%}
    {%- else -%}
        {%- set note = kept_renewed(target, plan, sql) -%}
    {%- endif -%}
    {%- do drop_closure_steps(target) -%}
    {%- set rows = run_query('select count(*) from ' ~ target).rows[0][0] | int -%}
    {%- do note.update({'rows': rows, 'digest': plan.digest, 'seen': plan.seen}) -%}
    {% call statement('main') -%}
        comment on table {{ target }} is '{{ tojson({"kept": note}) }}'
    {%- endcall %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization kept, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set finished = make_intermediate_relation(target) -%}
    {%- set backup = make_backup_relation(target, 'table') -%}
    {%- do drop_closure_steps(target) -%}
    {%- do drop_relation_if_exists(load_cached_relation(finished)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(backup)) -%}
    {{ run_hooks(pre_hooks) }}
    {%- set rows = kept_rows(target, sql) -%}
    {% call statement('main') -%} {{ create_table_as(False, finished, rows) }} {%- endcall %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none -%}
        {%- do adapter.rename_relation(existing, backup) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(finished, target) -%}
    {{ adapter.commit() }}
    {%- do drop_relation_if_exists(backup) -%}
    {%- do drop_closure_steps(target) -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
