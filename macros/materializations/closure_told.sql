{#- The row that a question to the steps of a closure gives; those that wait at its desk
    are done before it, in one call, each in a transaction of its own. -#}
{% macro closure_told(target, question) -%}
    {%- set asked = (target.waiting or []) + [question] -%}
    {%- if target.waiting -%}
        {%- do target.waiting.clear() -%}
    {%- endif -%}
    {{ return(run_query(asked | join('\n;\n')).rows[0]) }}
{%- endmacro %}
