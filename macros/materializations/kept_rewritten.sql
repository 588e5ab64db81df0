{#- Writes a kept table anew that tells no numbers, and returns its new note: it lives
    on, and has a new version unless it holds what it held. What many rows hold is not
    compared. -#}
{% macro kept_rewritten(target, plan, sql) -%}
    {%- set note = kept_anew(target, plan, kept_rows(plan.desk, sql)) -%}
    {%- if not plan.is_anew -%}
        {%- set is_same = note.get('holds', '') == plan.known.get('holds') -%}
        {%- do note.update({
            'life': plan.known.life, 'version': plan.known.version + (0 if is_same else 1)
        }) -%}
    {%- endif -%}
    {{ return(note) }}
{%- endmacro %}
