{#- True when a street in plain letters is a place where nobody lives. -#}
{% macro address_box(letters) -%}
    {{ regexp_matches(letters, '(packstation|postfach|postfiliale|paketshop|locker)') }}
{%- endmacro %}
