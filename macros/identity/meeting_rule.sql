{#- One row per record, with the value by which a rule lets its group meet others. -#}
{% macro meeting_rule(parts, rule, value) -%}
    select
        record_key,
        group_id,
        '{{ rule }}' as rule,
        {{ value }} as value
    from {{ parts }}
{%- endmacro %}
