{#- True when a street in plain letters is a place where nobody lives. -#}
{% macro address_box(letters) -%}
    {{ regexp_matches(
        letters,
        'packstation|packst\\b|postfach|^pf( [0-9]|$)|postfiliale|postlager|paketshop'
        ~ '|parcelshop|\\blocker\\b|\\bp ?o box|(case|casella|boite) postale|poste restante'
    ) }}
{%- endmacro %}
