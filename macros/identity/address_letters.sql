{#- A street in plain letters as one word: hauptstr and haupt strasse are one. -#}
{% macro address_letters(letters) -%}
    {%- set spelled -%}
        replace(replace(replace({{ letters }}, 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
    {%- endset -%}
    replace({{ regexp_replace_all(
        regexp_replace_all(spelled, '(strasse|strase|str)\\b', 'str'),
        '\\bst\\b', 'sankt'
    ) }}, ' ', '')
{%- endmacro %}
