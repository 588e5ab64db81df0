{#- One row per record, with the value by which a rule lets its group meet others. -#}
{% macro meeting_rule(parts, rule, value) -%}
    select
        record_key,
        group_id,
        cast({{ rule }} as smallint) as rule,
        {{ value }} + {{ hash_of(rule) }} as block_key
    from {{ parts }}
{%- endmacro %}
