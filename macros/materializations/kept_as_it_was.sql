{#- The note of a kept table whose rows stay. -#}
{% macro kept_as_it_was(plan) -%}
    {%- set known = plan.known -%}
    {%- set note = {'life': known.life, 'version': known.version} -%}
    {%- do note.update({'rows': known.rows}) -%}
    {%- if known.holds is defined -%}
        {%- do note.update({'holds': known.holds}) -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
