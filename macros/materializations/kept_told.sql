{#- Notes what a kept table's new version changed, and forgets what is twenty versions
    old. -#}
{% macro kept_told(target, version, changed) -%}
    {%- set changes = kept_changes(target) -%}
    {%- do run_query('insert into ' ~ changes ~ ' by name select ' ~ version
        ~ ' as version, changed.* from (' ~ changed ~ ') as changed') -%}
    {%- do run_query(
        'delete from ' ~ changes ~ ' where version <= ' ~ (version - 20)
    ) -%}
{%- endmacro %}
