{#- True for two names of one stem with the endings of a man's and a woman's name or of
    two sisters': Martin and Martina, Julia and Julian, Maria and Mario. -#}
{% macro names_by_ending(one, other) -%}
    (
        (left({{ one }}, length({{ other }})) = {{ other }}
            and {{ regexp_matches(
                "substring(" ~ one ~ ", length(" ~ other ~ ") + 1)", '^n?[aeio]?[aeino]?$'
            ) }})
        or (left({{ other }}, length({{ one }})) = {{ one }}
            and {{ regexp_matches(
                "substring(" ~ other ~ ", length(" ~ one ~ ") + 1)", '^n?[aeio]?[aeino]?$'
            ) }})
        or (length({{ one }}) = length({{ other }}) and length({{ one }}) > 3
            and left({{ one }}, length({{ one }}) - 1) = left({{ other }}, length({{ other }}) - 1)
            and {{ regexp_matches(one, '[aeio]$') }} and {{ regexp_matches(other, '[aeio]$') }})
    )
{%- endmacro %}
