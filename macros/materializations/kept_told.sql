{#- The SQL that notes what a kept table's new version changed, and forgets what is
    twenty versions old. -#}
{% macro kept_told(target, version, changed) -%}
    {%- set changes = kept_changes(target) -%}
    {{ return(
        'insert into ' ~ changes ~ ' by name select ' ~ version
        ~ ' as version, changed.* from (' ~ changed ~ ') as changed;'
        ~ ' delete from ' ~ changes ~ ' where version <= ' ~ (version - 20)
    ) }}
{%- endmacro %}
