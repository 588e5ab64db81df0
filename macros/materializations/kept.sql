{#- A table of which a run writes only what has changed, and which yet is at any time what
    its SQL says of all its inputs. Spark writes it anew each time. In the model's meta:

    kept_by   columns of numbers (of one kind: record keys, say) that tell rows apart: rows
              of one number depend on nothing but that number's rows in what is read
    reads     input -> how it leads to these numbers: {column}, or just its name; {column,
              through, from, to}: its column is `from` (else named alike) of an input told
              before, and `to` there is the number; {column, within}: rows that share
              `within` with it are read, too; {column, through: the table's own name, from,
              to}: its rows that hold the number, of a dictionary in which an entry that
              changes takes another number; {column, beside, from}: what is read of
              another input leads to what is read of this one; or a list of these
    looks_up  inputs in which an entry never changes but by their own SQL and seeds
              (dictionaries), as a list or like reads; an input that is not named at all
              has everything written anew when it changes
    found_by  a column that the rows of a list of facts have from their only input that is
              not just looked up as it is, nowhere null and one for all rows of a number,
              which the other columns tell: what differs is looked up by it
    needs     inputs without whose rows the table has none: while one of them is empty, what
              happens in the others is not looked at
    grows     {table, key, by}: whoever shares `by` with a touched number is touched
    tells     columns named to the next models where a row changed; else kept_by
    compares  how what the touched numbers said before is held against what they say now, so
              that only what changed goes on: always, all of it, if this is not told;
              `seldom`, only where a quarter of them had said anything, because mostly who is
              touched is new; `never`, because to tell a few too many costs less than to read
              what they said, or nobody is told
    groups    closed or parted: the SQL lists links (closed_links, parted_links), the table
              says who belongs together
    changes   seldom: what reads it need not name it, and is written anew when it changes
    learns    true: the SQL lists what pairs show, the table says what that teaches
              (learned_rows)

    Where nothing that a table is made of has changed, a run asks that once and leaves it;
    a model without inputs that dbt knows is always computed. Without reads all is computed
    anew and compared, so that the next models learn what changed; without kept_by all is
    written anew, too, and has changed if it holds anything else. So is a table of which
    most is touched, and then its readers': numbers cost more than they spare.

    What changed stands in <model>__changes, numbers only, until all who read it have heard
    it (forget_told), for twenty changes at most. What a table has seen of its inputs is
    its comment (kept_notes; asked once in a run), written in one transaction with its rows:
    a run that is killed leaves both as they were. The work before that is done outside,
    because DuckDB takes a transaction's new tables for empty when it plans.
    A table without such a comment (an older version's, a copy) is written anew, and so is
    one whose rows somebody else has taken away, or any with --full-refresh. -#}
{% materialization kept, adapter='duckdb' %}
    {%- set target, meta = this.incorporate(type='table'), model.config.meta -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- set plan = kept_plan(target, sql) -%}
    {%- if plan.is_still -%}
        {% call noop_statement('main', 'OK') -%} -- as it was {%- endcall %}
        {%- if post_hooks -%}
            {%- do open_transaction() -%}
        {%- endif -%}
    {%- else -%}
        {%- do kept_by_one_thread(plan) if not plan.is_idle -%}
        {%- if plan.is_idle -%}
            {%- set note = kept_as_it_was(plan) -%}
        {%- elif not meta.get('kept_by') -%}
            {%- set note = kept_rewritten(target, plan, sql) -%}
        {%- elif plan.is_anew -%}
            {%- set note = kept_anew(target, plan, kept_rows(plan.desk, sql)) -%}
        {%- elif meta.get('reads') -%}
            {%- set note = kept_renewed(target, plan, sql) -%}
        {%- else -%}
            {%- set note = kept_compared(target, plan, sql) -%}
        {%- endif -%}
        {%- do note.update({'digest': plan.digest, 'seen': plan.seen}) -%}
        {%- do plan.written.append(
            'comment on table ' ~ target ~ " is '" ~ tojson({"kept": note}) ~ "'"
        ) -%}
        {% call statement('main', auto_begin=not plan.is_alone) -%}
            {{ kept_begun(plan) }}
            {{ plan.written | join(';\n') }};
            {{ plan.at_last }}
            {{ 'commit;' if plan.is_alone }}
        {%- endcall %}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- if not plan.is_alone and (post_hooks or not plan.is_still) -%}
        {{ adapter.commit() }}
    {%- endif -%}
    {%- if not plan.is_still -%}
        {%- do kept_remembered(target.database).notes.update({kept_name(target): note}) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization kept, default %}
    {%- set target = this.incorporate(type='table') -%}
    {%- do drop_closure_steps(target) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- do written_beside(target, kept_rows(target, sql)) -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
