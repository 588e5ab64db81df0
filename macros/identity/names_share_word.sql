{#- True when one name key holds the other as a word: Müller-Lüdenscheid and Müller. -#}
{% macro names_share_word(left_key, right_key) -%}
    (
        ' ' || {{ left_key }} || ' ' like '% ' || {{ right_key }} || ' %'
        or ' ' || {{ right_key }} || ' ' like '% ' || {{ left_key }} || ' %'
    )
{%- endmacro %}
