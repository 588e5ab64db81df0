{#- A name without salutation and titles in front; null when nothing is left. -#}
{% macro without_titles(column) -%}
    nullif(
        trim({{ regexp_replace_all('trim(' ~ column ~ ')', title_pattern(), '') }}), ''
    )
{%- endmacro %}
