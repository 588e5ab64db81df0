{#- Salutation and titles in front of a name, or titles within it; null if none. -#}
{% macro title_of(column) -%}
    {%- set text = 'trim(' ~ column ~ ')' -%}
    {%- set in_front = '(?i)^(' ~ salutation_pattern() ~ '(?:' ~ title_pattern()
        ~ ')?|' ~ title_pattern() ~ ')' -%}
    trim(
        coalesce(
            {{ regexp_group(text, in_front, 1) }},
            {{ regexp_group(text, '(?i) (' ~ title_pattern() ~ ')', 1) }}
        )
    )
{%- endmacro %}
