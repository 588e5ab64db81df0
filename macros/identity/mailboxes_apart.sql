{#- Levenshtein's distance of two e-mail addresses. Of one domain they are as far apart
    as what stands before it, and fewer letters are told apart in less time. -#}
{% macro mailboxes_apart(one, other) -%}
    case
        when split_part({{ one }}, '@', 2) = split_part({{ other }}, '@', 2)
            then levenshtein(split_part({{ one }}, '@', 1), split_part({{ other }}, '@', 1))
        else levenshtein({{ one }}, {{ other }})
    end
{%- endmacro %}
