{#- True when one name key holds the other as a word: Müller-Lüdenscheid and Müller. -#}
{% macro names_share_word(left_key, right_key) -%}
    (
        {{ left_key }} = {{ right_key }}
        -- Two single words share one only when they are the same.
        or (({{ left_key }} like '% %' or {{ right_key }} like '% %') and (
            ' ' || {{ left_key }} || ' ' like '% ' || {{ right_key }} || ' %'
            or ' ' || {{ right_key }} || ' ' like '% ' || {{ left_key }} || ' %'
        ))
    )
{%- endmacro %}
