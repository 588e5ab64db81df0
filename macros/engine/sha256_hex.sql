{#- SHA-256 of a text in UTF-8, as lower-case hex. -#}
{% macro sha256_hex(column) -%}
    {{ return(adapter.dispatch('sha256_hex', 'stammkunde')(column)) }}
{%- endmacro %}

{% macro default__sha256_hex(column) -%}
    sha256({{ column }})
{%- endmacro %}

{% macro spark__sha256_hex(column) -%}
    sha2({{ column }}, 256)
{%- endmacro %}
