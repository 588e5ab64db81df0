{#- A name without salutation and titles, in front or within; null if nothing stays. -#}
{% macro without_titles(column) -%}
    {%- set greeted = regexp_replace_all(
        'trim(' ~ column ~ ')', '(?i)^' ~ salutation_pattern(), '') -%}
    {%- set bare = regexp_replace_all(
        greeted, '(?i)(?:^| )' ~ title_pattern(), ' ') -%}
    nullif(trim({{ bare }}), '')
{%- endmacro %}
