{#- Plain letters with ae, oe, ue as a, o, u, so that both spellings are one. -#}
{% macro umlauts_as_vowels(letters) -%}
    replace(replace(replace({{ letters }}, 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
{%- endmacro %}
