{#- Has the rest of a kept table's work done by one thread, if no table that it reads
    has more rows than DuckDB reads with one thread anyway (a row group): with more of
    them, whoever asked waits for another in a loop that costs as much. The setting is the
    whole engine's, so it stays where another model could use a thread that would lie
    idle. -#}
{% macro kept_by_one_thread(plan) -%}
    {%- set threads = kept_remembered(this.database).threads | int -%}
    {%- set is_free = target.threads == 1 or target.threads >= threads -%}
    {%- if plan.largest <= 122880 and threads > 1 and is_free -%}
        {%- do plan.desk.waiting.append('set threads = 1') -%}
        {%- set plan.at_last = 'set threads = ' ~ threads ~ ';' -%}
    {%- endif -%}
{%- endmacro %}
