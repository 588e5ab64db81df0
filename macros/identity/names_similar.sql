{#- True when two names differ by a typing error: one letter from four on, two from six
    on, one too many or too few from three on, two neighbours that changed places. The
    distance is Levenshtein's, unless it is known in a cheaper way. -#}
{% macro names_similar(one, other, distance=none) -%}
    (
        {{ one }} = {{ other }}
        or (
            -- Lengths are told at once, and most names that differ differ in length.
            abs(length({{ one }}) - length({{ other }})) <= 2
            and (
                {{ distance or 'levenshtein(' ~ one ~ ', ' ~ other ~ ')' }} <= case
                    when least(length({{ one }}), length({{ other }})) >= 6 then 2
                    when least(length({{ one }}), length({{ other }})) >= 4 then 1
                    when least(length({{ one }}), length({{ other }})) = 3
                        and length({{ one }}) <> length({{ other }})
                        and left({{ one }}, 1) = left({{ other }}, 1) then 1
                    else 0
                end
                -- In longer names two letters that changed places are two errors.
                or (
                    length({{ one }}) = length({{ other }}) and length({{ one }}) < 6
                    and (
                        {% for place in [1, 2, 3, 4] -%}
                        {{ 'or ' if place > 1 }}substring({{ one }}, 1, {{ place - 1 }})
                        || substring({{ one }}, {{ place + 1 }}, 1)
                        || substring({{ one }}, {{ place }}, 1)
                        || substring({{ one }}, {{ place + 2 }}) = {{ other }}
                        {% endfor -%}
                    )
                )
            )
        )
    )
{%- endmacro %}
