{#- Takes the rows of a landing that was cut off out of raw, so that no model sees half
    of it; the next cdp land clears up the rest and reads anew. For on-run-start. -#}
{% macro undo_cut_off_loads() -%}
    {%- set database = target.database -%}
    {%- if execute and adapter.get_relation(database, 'landing', 'loads') -%}
        {%- set cut_off = run_query(
            'select load_id from landing.loads where finished_at is null'
        ).columns[0].values() -%}
        {%- for tool, table in raw_tables() if cut_off -%}
            {#- A tool of a newer version has no table before it has landed. -#}
            {%- set raw = adapter.get_relation(database, 'raw_' ~ tool, table) -%}
            {%- if raw -%}
                {%- do run_query(
                    'delete from ' ~ raw
                    ~ " where _load_id in ('" ~ cut_off | join("', '") ~ "')"
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
