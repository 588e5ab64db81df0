{#- The leading word of a mailbox: tablet-03@ and tablet_berlin@ are both tablet. -#}
{% macro email_word(column) -%}
    {{ regexp_group(
        "replace(replace(split_part(" ~ column ~ ", '@', 1), 'no-re', 'nore'), 'not-re', 'notre')",
        '^([a-z]+)', 1
    ) }}
{%- endmacro %}
