{#- The 64-bit key of a record, the same on every engine and in every version. -#}
{% macro record_key(source_name, source_record_id) -%}
    {{ record_key_of(source_name ~ " || ':' || " ~ source_record_id) }}
{%- endmacro %}
