{#- The note of a kept table whose rows stay. -#}
{% macro kept_as_it_was(plan) -%}
    {%- set known = plan.known -%}
    {{ return({'life': known.life, 'version': known.version, 'rows': known.rows}) }}
{%- endmacro %}
