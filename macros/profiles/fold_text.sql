{#- Letters and digits only, lower case, umlauts and ß written out: ü is ue. -#}
{% macro fold_text(column) -%}
    {{ regexp_replace_all(
        "replace(replace(replace(replace(lower(" ~ column ~ "), 'ä', 'ae'), "
        ~ "'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')",
        '[^a-z0-9]', ''
    ) }}
{%- endmacro %}
